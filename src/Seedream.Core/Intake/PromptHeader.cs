using System.Text.Json.Serialization;

namespace Seedream.Core.Intake;

/// <summary>The columns of a prompt file and what each one means.</summary>
public sealed record PromptHeader
{
    /// <summary>Column names as the file writes them, in its order.</summary>
    [JsonPropertyName("columns")]
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>For each column its known meaning (<c>prompt</c>, <c>resolution</c>, …, <c>id</c>), or null for metadata.</summary>
    [JsonPropertyName("meanings")]
    public required IReadOnlyList<string?> Meanings { get; init; }
}
