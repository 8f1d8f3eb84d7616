using System.Text.Json.Serialization;

namespace Seedream.Core.Reporting.Gallery;

/// <summary>What a page of the gallery knows besides its rows.</summary>
public sealed record GalleryPage
{
    [JsonPropertyName("batch")]
    public required string Batch { get; init; }

    [JsonPropertyName("file")]
    public required string File { get; init; }

    /// <summary>Counted from 1.</summary>
    [JsonPropertyName("page")]
    public required int Page { get; init; }

    [JsonPropertyName("pages")]
    public required int Pages { get; init; }

    /// <summary>Rows of the whole batch.</summary>
    [JsonPropertyName("rows")]
    public required int Rows { get; init; }

    /// <summary>The batch as a whole, on the first page; null on the others, which are written before the end is known.</summary>
    [JsonPropertyName("manifest")]
    public BatchManifest? Manifest { get; init; }
}
