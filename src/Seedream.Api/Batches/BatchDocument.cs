using System.Text.Json.Serialization;
using Seedream.Core.Batches;
using Seedream.Core.Jobs;
using Seedream.Core.Outcomes;

namespace Seedream.Api.Batches;

/// <summary>A batch as the API shows it.</summary>
public sealed record BatchDocument
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>The prompt file's name.</summary>
    [JsonPropertyName("file")]
    public required string File { get; init; }

    /// <summary>The name under which this content came first, where the upload that is answered came under another; absent otherwise.</summary>
    [JsonPropertyName("same_as")]
    public string? SameAs { get; init; }

    /// <summary>What became of the rows of an uploaded <c>failed.csv</c>; absent for any other file.</summary>
    [JsonPropertyName("failed")]
    public FailedRowsDocument? Failed { get; init; }

    [JsonPropertyName("run")]
    public required int Run { get; init; }

    [JsonPropertyName("round")]
    public required int Round { get; init; }

    [JsonPropertyName("status")]
    public required BatchStatus Status { get; init; }

    [JsonPropertyName("reason")]
    public string? Reason { get; init; }

    [JsonPropertyName("created_at")]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the current or last round began.</summary>
    [JsonPropertyName("started_at")]
    public DateTimeOffset? StartedAt { get; init; }

    [JsonPropertyName("completed_at")]
    public DateTimeOffset? CompletedAt { get; init; }

    [JsonPropertyName("rows")]
    public required int Rows { get; init; }

    /// <summary>Rows per outcome after the last closed round.</summary>
    [JsonPropertyName("counts")]
    public required IReadOnlyDictionary<OutcomeKind, int> Counts { get; init; }

    /// <summary>The round under way; absent when none is or nothing is known of it yet.</summary>
    [JsonPropertyName("progress")]
    public ProgressDocument? Progress { get; init; }

    [JsonPropertyName("images")]
    public required long Images { get; init; }

    [JsonPropertyName("bytes")]
    public required long Bytes { get; init; }

    /// <summary>US dollars that the API reported, the round under way included.</summary>
    [JsonPropertyName("cost_usd")]
    public required decimal CostUsd { get; init; }

    /// <summary>US dollars that may have been charged beyond that without the API having named it, after the last closed round.</summary>
    [JsonPropertyName("cost_open_usd")]
    public required decimal CostOpenUsd { get; init; }

    [JsonPropertyName("price_per_image_usd")]
    public required decimal PricePerImageUsd { get; init; }

    /// <summary>What an empty cell meant.</summary>
    [JsonPropertyName("defaults")]
    public required JobDefaults Defaults { get; init; }

    /// <summary>What was found in the file; where it was asked for.</summary>
    [JsonPropertyName("plan")]
    public PlanDocument? Plan { get; init; }

    /// <summary>Addresses of what belongs to it.</summary>
    [JsonPropertyName("links")]
    public required IReadOnlyDictionary<string, string> Links { get; init; }

    public static BatchDocument From(BatchRecord batch, RoundProgress? progress, PlanDocument? plan = null)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return new BatchDocument
        {
            Id = batch.Id,
            File = batch.File,
            Run = batch.Run,
            Round = batch.Round,
            Status = batch.Status,
            Reason = batch.Reason,
            CreatedAt = batch.CreatedAt,
            StartedAt = batch.StartedAt,
            CompletedAt = batch.CompletedAt,
            Rows = batch.Rows,
            Counts = batch.Counts,
            Progress = progress is null ? null : ProgressDocument.From(progress),
            Images = batch.Images + (progress?.Images ?? 0),
            Bytes = batch.Bytes + (progress?.Bytes ?? 0),
            CostUsd = batch.CostUsd + (progress?.CostUsd ?? 0),
            CostOpenUsd = batch.CostOpenUsd,
            PricePerImageUsd = batch.PricePerImageUsd,
            Defaults = batch.Defaults,
            Plan = batch.CompletedAt is null ? plan : plan?.Ended(),
            Links = LinksOf(batch),
        };
    }

    private static Dictionary<string, string> LinksOf(BatchRecord batch)
    {
        string self = $"/api/batches/{batch.Id}";
        Dictionary<string, string> links = new(StringComparer.Ordinal) { ["self"] = self, ["rows"] = $"{self}/rows", ["images_zip"] = $"{self}/images.zip" };
        if (batch.CompletedAt is null)
            return links;
        links["gallery"] = $"{self}/gallery/index.html";
        links["results_csv"] = $"{self}/results.csv";
        links["results_jsonl"] = $"{self}/results.jsonl";
        links["manifest"] = $"{self}/manifest.json";
        if (batch.Counts.GetValueOrDefault(OutcomeKind.Succeeded) < batch.Rows)
            links["failed_csv"] = $"{self}/failed.csv";
        return links;
    }
}
