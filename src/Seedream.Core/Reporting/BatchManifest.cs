using System.Text.Json.Serialization;
using Seedream.Core.Batches;
using Seedream.Core.Intake;
using Seedream.Core.Jobs;
using Seedream.Core.Outcomes;

namespace Seedream.Core.Reporting;

/// <summary>
/// <c>manifest.json</c> (docs/results.md, docs/schemas/manifest.schema.json): the batch as a whole. Written after all other
/// reports, so its presence with the right <c>round</c> means that they are whole.
/// </summary>
public sealed record BatchManifest
{
    /// <summary>Version of the reports' common schema; a change that can break a reader raises it.</summary>
    public const int CurrentSchemaVersion = 2;

    /// <summary>Most problems a manifest repeats.</summary>
    public const int MostProblems = 100;

    [JsonPropertyName("schema_version")]
    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    [JsonPropertyName("batch")]
    public required string Batch { get; init; }

    /// <summary>The prompt file's name.</summary>
    [JsonPropertyName("file")]
    public required string File { get; init; }

    /// <summary>SHA-256 of the prompt file's bytes, lower-case hexadecimal.</summary>
    [JsonPropertyName("content_sha256")]
    public required string ContentSha256 { get; init; }

    [JsonPropertyName("run")]
    public required int Run { get; init; }

    [JsonPropertyName("round")]
    public required int Round { get; init; }

    [JsonPropertyName("status")]
    public required BatchStatus Status { get; init; }

    /// <summary>Why the batch was halted or rejected, in words.</summary>
    [JsonPropertyName("reason")]
    public string? Reason { get; init; }

    /// <summary>Model its rows were submitted to; null where none was, and in manifests of version 1.</summary>
    [JsonPropertyName("model")]
    public string? Model { get; init; }

    /// <summary>What an empty cell meant.</summary>
    [JsonPropertyName("defaults")]
    public required JobDefaults Defaults { get; init; }

    /// <summary>Rows reported; 0 for a rejected file.</summary>
    [JsonPropertyName("rows")]
    public required int Rows { get; init; }

    /// <summary>Rows per outcome, every outcome named.</summary>
    [JsonPropertyName("counts")]
    public required IReadOnlyDictionary<OutcomeKind, int> Counts { get; init; }

    /// <summary>Output files in storage.</summary>
    [JsonPropertyName("images")]
    public required long Images { get; init; }

    /// <summary>Bytes of the output files.</summary>
    [JsonPropertyName("bytes")]
    public required long Bytes { get; init; }

    /// <summary>Submissions that were or may have been paid for.</summary>
    [JsonPropertyName("submissions")]
    public required long Submissions { get; init; }

    /// <summary>US dollars: the sum of what the API reported.</summary>
    [JsonPropertyName("cost_usd")]
    public required decimal CostUsd { get; init; }

    /// <summary>US dollars: the images of rows for which the API reported no cost, at <see cref="PricePerImageUsd"/>; part of <see cref="CostOpenUsd"/>.</summary>
    [JsonPropertyName("cost_estimated_usd")]
    public required decimal CostEstimatedUsd { get; init; }

    /// <summary>US dollars: the most that may have been charged beyond <see cref="CostUsd"/> without the API having named it.</summary>
    [JsonPropertyName("cost_open_usd")]
    public required decimal CostOpenUsd { get; init; }

    [JsonPropertyName("price_per_image_usd")]
    public required decimal PricePerImageUsd { get; init; }

    [JsonPropertyName("created_at")]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the last round began.</summary>
    [JsonPropertyName("started_at")]
    public DateTimeOffset? StartedAt { get; init; }

    [JsonPropertyName("completed_at")]
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Seconds from <see cref="StartedAt"/> to <see cref="CompletedAt"/>; null unless both are known.</summary>
    [JsonPropertyName("wall_seconds")]
    public double? WallSeconds { get; init; }

    /// <summary>Problems found in the file in all, warnings included.</summary>
    [JsonPropertyName("problem_count")]
    public required long ProblemCount { get; init; }

    /// <summary>The first of them, <see cref="MostProblems"/> at most.</summary>
    [JsonPropertyName("problems")]
    public required IReadOnlyList<Problem> Problems { get; init; }

    /// <summary>Names of the other reports in this folder.</summary>
    [JsonPropertyName("reports")]
    public required IReadOnlyList<string> Reports { get; init; }

    /// <summary>Version of the software that wrote this.</summary>
    [JsonPropertyName("software_version")]
    public required string SoftwareVersion { get; init; }
}
