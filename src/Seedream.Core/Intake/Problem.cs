using System.Text.Json.Serialization;

namespace Seedream.Core.Intake;

/// <summary>Something wrong with a prompt file, said so that a person can mend it.</summary>
public sealed record Problem
{
    /// <summary>Stable code, for example <c>CSV003</c>; every code stands in docs/errors.md.</summary>
    [JsonPropertyName("code")]
    public required string Code { get; init; }

    [JsonPropertyName("severity")]
    public required Severity Severity { get; init; }

    [JsonPropertyName("file")]
    public string? File { get; init; }

    /// <summary>1-based among the data rows; null for the file as a whole.</summary>
    [JsonPropertyName("row")]
    public int? Row { get; init; }

    /// <summary>1-based physical line in the file on which the row starts; null for the file as a whole.</summary>
    [JsonPropertyName("line")]
    public int? Line { get; init; }

    /// <summary>The column as the file names it.</summary>
    [JsonPropertyName("column")]
    public string? Column { get; init; }

    /// <summary>What was expected and what was found.</summary>
    [JsonPropertyName("message")]
    public required string Message { get; init; }

    /// <summary>What to write instead, where that is clear.</summary>
    [JsonPropertyName("suggestion")]
    public string? Suggestion { get; init; }
}
