using System.Text.Json.Serialization;
using Seedream.Core.Batches;
using Seedream.Core.Outcomes;
using Seedream.Core.Reporting;

namespace Seedream.Core.Notifying;

/// <summary>What is told of a batch that ended: its manifest without what was found in its rows.</summary>
public sealed record BatchNoticeData
{
    [JsonPropertyName("batch")]
    public required string Batch { get; init; }

    [JsonPropertyName("file")]
    public required string File { get; init; }

    [JsonPropertyName("run")]
    public required int Run { get; init; }

    [JsonPropertyName("round")]
    public required int Round { get; init; }

    [JsonPropertyName("status")]
    public required BatchStatus Status { get; init; }

    /// <summary>Why it was halted, cancelled or rejected, in words.</summary>
    [JsonPropertyName("reason")]
    public string? Reason { get; init; }

    [JsonPropertyName("rows")]
    public required int Rows { get; init; }

    [JsonPropertyName("counts")]
    public required IReadOnlyDictionary<OutcomeKind, int> Counts { get; init; }

    [JsonPropertyName("images")]
    public required long Images { get; init; }

    [JsonPropertyName("bytes")]
    public required long Bytes { get; init; }

    [JsonPropertyName("submissions")]
    public required long Submissions { get; init; }

    [JsonPropertyName("cost_usd")]
    public required decimal CostUsd { get; init; }

    [JsonPropertyName("cost_estimated_usd")]
    public required decimal CostEstimatedUsd { get; init; }

    [JsonPropertyName("cost_open_usd")]
    public required decimal CostOpenUsd { get; init; }

    [JsonPropertyName("created_at")]
    public required DateTimeOffset CreatedAt { get; init; }

    [JsonPropertyName("started_at")]
    public DateTimeOffset? StartedAt { get; init; }

    [JsonPropertyName("completed_at")]
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Folder of images and reports in the images container.</summary>
    [JsonPropertyName("folder")]
    public required string Folder { get; init; }

    /// <summary>Names of the reports in it.</summary>
    [JsonPropertyName("reports")]
    public required IReadOnlyList<string> Reports { get; init; }

    public static BatchNoticeData From(BatchManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return new BatchNoticeData
        {
            Batch = manifest.Batch,
            File = manifest.File,
            Run = manifest.Run,
            Round = manifest.Round,
            Status = manifest.Status,
            Reason = manifest.Reason,
            Rows = manifest.Rows,
            Counts = manifest.Counts,
            Images = manifest.Images,
            Bytes = manifest.Bytes,
            Submissions = manifest.Submissions,
            CostUsd = manifest.CostUsd,
            CostEstimatedUsd = manifest.CostEstimatedUsd,
            CostOpenUsd = manifest.CostOpenUsd,
            CreatedAt = manifest.CreatedAt,
            StartedAt = manifest.StartedAt,
            CompletedAt = manifest.CompletedAt,
            Folder = $"{manifest.Batch}/",
            Reports = [.. manifest.Reports, ReportNames.Manifest],
        };
    }
}
