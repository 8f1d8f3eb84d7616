using System.Text.Json.Serialization;

namespace Seedream.Api.Files;

/// <summary>A page of images. It may be short while there is a <see cref="Next"/>: an image shows once its row's outcome is known.</summary>
public sealed record ImageList
{
    [JsonPropertyName("images")]
    public required IReadOnlyList<ImageDocument> Images { get; init; }

    /// <summary>Pass as <c>next</c> for the page that follows; absent on the last.</summary>
    [JsonPropertyName("next")]
    public string? Next { get; init; }
}
