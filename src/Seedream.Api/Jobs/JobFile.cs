using System.Text.Json.Serialization;
using Seedream.Core.Outcomes;

namespace Seedream.Api.Jobs;

/// <summary>An image of a single job and where to fetch it.</summary>
public sealed record JobFile
{
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("url")]
    public required string Url { get; init; }

    [JsonPropertyName("content_type")]
    public required string ContentType { get; init; }

    [JsonPropertyName("bytes")]
    public required long Bytes { get; init; }

    [JsonPropertyName("width")]
    public int? Width { get; init; }

    [JsonPropertyName("height")]
    public int? Height { get; init; }

    [JsonPropertyName("sha256")]
    public required string Sha256 { get; init; }

    public static JobFile From(OutputFile file, string job)
    {
        ArgumentNullException.ThrowIfNull(file);
        return new JobFile
        {
            Name = file.Name,
            Url = $"{job}/images/{Uri.EscapeDataString(file.Name)}",
            ContentType = file.ContentType,
            Bytes = file.Bytes,
            Width = file.Width,
            Height = file.Height,
            Sha256 = file.Sha256,
        };
    }
}
