using System.Text.Json.Serialization;
using Seedream.Core.Outcomes;

namespace Seedream.Core.Notifying;

/// <summary>What is told of a single job that ended. Neither error text nor file names: both may repeat the prompt.</summary>
public sealed record JobNoticeData
{
    [JsonPropertyName("job")]
    public required string Job { get; init; }

    [JsonPropertyName("outcome")]
    public required OutcomeKind Outcome { get; init; }

    [JsonPropertyName("request_id")]
    public string? RequestId { get; init; }

    [JsonPropertyName("error_code")]
    public string? ErrorCode { get; init; }

    [JsonPropertyName("attempts")]
    public int Attempts { get; init; }

    [JsonPropertyName("images")]
    public int Images { get; init; }

    [JsonPropertyName("bytes")]
    public long Bytes { get; init; }

    [JsonPropertyName("cost_usd")]
    public decimal? CostUsd { get; init; }

    /// <summary>US dollars that may have been charged without the API having named a cost; null for nothing.</summary>
    [JsonPropertyName("open_cost_usd")]
    public decimal? OpenCostUsd { get; init; }

    [JsonPropertyName("submitted_at")]
    public DateTimeOffset? SubmittedAt { get; init; }

    [JsonPropertyName("completed_at")]
    public DateTimeOffset? CompletedAt { get; init; }

    public static JobNoticeData From(string job, JobOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        return new JobNoticeData
        {
            Job = job,
            Outcome = outcome.Outcome,
            RequestId = outcome.RequestId,
            ErrorCode = outcome.ErrorCode,
            Attempts = outcome.Attempts,
            Images = outcome.Files.Count,
            Bytes = outcome.Files.Sum(file => file.Bytes),
            CostUsd = outcome.CostUsd,
            OpenCostUsd = outcome.OpenCostUsd,
            SubmittedAt = outcome.SubmittedAt,
            CompletedAt = outcome.CompletedAt,
        };
    }
}
