using System.Text.Json.Serialization;
using Seedream.Core.Batches;
using Seedream.Core.Jobs;
using Seedream.Core.Outcomes;

namespace Seedream.Api.Jobs;

/// <summary>A single job as the API shows it.</summary>
public sealed record JobDocument
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>The caller's own id for it.</summary>
    [JsonPropertyName("custom_id")]
    public string? CustomId { get; init; }

    [JsonPropertyName("status")]
    public required BatchStatus Status { get; init; }

    /// <summary>The final word; absent until there is one.</summary>
    [JsonPropertyName("outcome")]
    public OutcomeKind? Outcome { get; init; }

    /// <summary>The image API's reference.</summary>
    [JsonPropertyName("request_id")]
    public string? RequestId { get; init; }

    /// <summary>Stable code, see docs/errors.md.</summary>
    [JsonPropertyName("error_code")]
    public string? ErrorCode { get; init; }

    [JsonPropertyName("error")]
    public string? Error { get; init; }

    /// <summary>US dollars as the image API reports them.</summary>
    [JsonPropertyName("cost_usd")]
    public decimal? CostUsd { get; init; }

    /// <summary>US dollars: the most it can cost.</summary>
    [JsonPropertyName("most_usd")]
    public decimal? MostUsd { get; init; }

    [JsonPropertyName("files")]
    public IReadOnlyList<JobFile>? Files { get; init; }

    [JsonPropertyName("input")]
    public JobInput? Input { get; init; }

    [JsonPropertyName("metadata")]
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    [JsonPropertyName("created_at")]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>US dollars that may have been charged without the API having named a cost; absent for nothing.</summary>
    [JsonPropertyName("open_cost_usd")]
    public decimal? OpenCostUsd { get; init; }

    [JsonPropertyName("submitted_at")]
    public DateTimeOffset? SubmittedAt { get; init; }

    [JsonPropertyName("generated_at")]
    public DateTimeOffset? GeneratedAt { get; init; }

    [JsonPropertyName("completed_at")]
    public DateTimeOffset? CompletedAt { get; init; }

    [JsonPropertyName("links")]
    public required IReadOnlyDictionary<string, string> Links { get; init; }

    /// <summary>The job; without <paramref name="outcome"/> what its record alone says, as in lists.</summary>
    public static JobDocument From(BatchRecord job, JobOutcome? outcome)
    {
        ArgumentNullException.ThrowIfNull(job);
        string self = $"/api/jobs/{job.Id}";
        return new JobDocument
        {
            Id = job.Id,
            CustomId = job.Request?.Id,
            Status = job.Status,
            Outcome = outcome?.Outcome ?? (job.Counts.Count > 0 ? job.Counts.First().Key : null),
            RequestId = outcome?.RequestId,
            ErrorCode = outcome?.ErrorCode,
            Error = outcome?.Error,
            CostUsd = outcome?.CostUsd,
            OpenCostUsd = outcome?.OpenCostUsd,
            MostUsd = job.Request?.Input.MostImages * job.PricePerImageUsd,
            Files = outcome?.Files.Select(file => JobFile.From(file, self)).ToList(),
            Input = job.Request?.Input,
            Metadata = job.Request?.Metadata,
            CreatedAt = job.CreatedAt,
            SubmittedAt = outcome?.SubmittedAt,
            GeneratedAt = outcome?.GeneratedAt,
            CompletedAt = job.CompletedAt,
            Links = new Dictionary<string, string>(StringComparer.Ordinal) { ["self"] = self },
        };
    }
}
