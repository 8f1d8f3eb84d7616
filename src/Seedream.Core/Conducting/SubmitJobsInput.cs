using System.Text.Json.Serialization;

namespace Seedream.Core.Conducting;

/// <summary>Input of <c>SubmitJobs</c>: a small chunk of rows to submit, each at most once.</summary>
public sealed record SubmitJobsInput
{
    [JsonPropertyName("share")]
    public required BatchShare Share { get; init; }

    [JsonPropertyName("jobs")]
    public required IReadOnlyList<Job> Jobs { get; init; }
}
