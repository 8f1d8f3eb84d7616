using System.Text.Json.Serialization;

namespace Seedream.Api.Batches;

/// <summary>A page of batches.</summary>
public sealed record BatchList
{
    [JsonPropertyName("batches")]
    public required IReadOnlyList<BatchDocument> Batches { get; init; }

    /// <summary>Pass as <c>next</c> for the page that follows; absent on the last.</summary>
    [JsonPropertyName("next")]
    public string? Next { get; init; }
}
