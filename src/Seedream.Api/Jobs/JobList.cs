using System.Text.Json.Serialization;

namespace Seedream.Api.Jobs;

/// <summary>A page of single jobs.</summary>
public sealed record JobList
{
    [JsonPropertyName("jobs")]
    public required IReadOnlyList<JobDocument> Jobs { get; init; }

    /// <summary>Pass as <c>next</c> for the page that follows; absent on the last.</summary>
    [JsonPropertyName("next")]
    public string? Next { get; init; }
}
