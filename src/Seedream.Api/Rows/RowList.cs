using System.Text.Json.Serialization;

namespace Seedream.Api.Rows;

/// <summary>A page of rows. It may be short, even empty, while there is a <see cref="Next"/>: a filter looks through so many rows a call.</summary>
public sealed record RowList
{
    [JsonPropertyName("rows")]
    public required IReadOnlyList<RowDocument> Rows { get; init; }

    /// <summary>Rows looked through for this page.</summary>
    [JsonPropertyName("looked_at")]
    public required int LookedAt { get; init; }

    /// <summary>Pass as <c>next</c> for the page that follows; absent on the last.</summary>
    [JsonPropertyName("next")]
    public string? Next { get; init; }
}
