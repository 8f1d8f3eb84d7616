using System.Text.Json.Serialization;

namespace Seedream.Core.Outcomes;

/// <summary>One file copied from the API into the images container.</summary>
public sealed record OutputFile
{
    /// <summary>File name beside the reports, without folders.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("content_type")]
    public required string ContentType { get; init; }

    [JsonPropertyName("bytes")]
    public required long Bytes { get; init; }

    /// <summary>Pixels; null for what is not an image.</summary>
    [JsonPropertyName("width")]
    public int? Width { get; init; }

    /// <summary>Pixels; null for what is not an image.</summary>
    [JsonPropertyName("height")]
    public int? Height { get; init; }

    /// <summary>SHA-256 of the bytes, lower-case hexadecimal.</summary>
    [JsonPropertyName("sha256")]
    public required string Sha256 { get; init; }
}
