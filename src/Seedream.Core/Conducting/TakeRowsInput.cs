using System.Text.Json.Serialization;

namespace Seedream.Core.Conducting;

/// <summary>Input of <c>TakeRows</c>: the next rows of a share that have no outcome yet.</summary>
public sealed record TakeRowsInput
{
    [JsonPropertyName("share")]
    public required BatchShare Share { get; init; }

    /// <summary>Index in the round (0-based) from which to look.</summary>
    [JsonPropertyName("from")]
    public required int From { get; init; }

    /// <summary>How many rows at most.</summary>
    [JsonPropertyName("most")]
    public required int Most { get; init; }
}
