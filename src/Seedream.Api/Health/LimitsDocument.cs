using System.Text.Json.Serialization;

namespace Seedream.Api.Health;

/// <summary>Limits of this installation.</summary>
public sealed record LimitsDocument
{
    [JsonPropertyName("max_rows")]
    public required int MaxRows { get; init; }

    [JsonPropertyName("max_file_bytes")]
    public required long MaxFileBytes { get; init; }

    [JsonPropertyName("max_images")]
    public required long MaxImages { get; init; }

    [JsonPropertyName("max_cost_usd")]
    public required decimal MaxCostUsd { get; init; }

    [JsonPropertyName("max_prompt_length")]
    public required int MaxPromptLength { get; init; }

    [JsonPropertyName("max_parallel")]
    public required int MaxParallel { get; init; }

    [JsonPropertyName("max_job_bytes")]
    public required int MaxJobBytes { get; init; }

    [JsonPropertyName("max_wait_seconds")]
    public required int MaxWaitSeconds { get; init; }
}
