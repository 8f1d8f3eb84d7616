using System.Text.Json.Serialization;

namespace Seedream.Core.Jobs;

/// <summary>What an empty cell means for a batch. The API's own defaults unless the caller chose others.</summary>
public sealed record JobDefaults
{
    [JsonPropertyName("resolution")]
    public Resolution Resolution { get; init; } = Resolution.Default;

    [JsonPropertyName("sequential_image_generation")]
    public SequentialImageGeneration SequentialImageGeneration { get; init; }

    /// <summary>1–15, the API's default is 15; only matters in <c>auto</c> mode.</summary>
    [JsonPropertyName("max_images")]
    public int MaxImages { get; init; } = 15;

    [JsonPropertyName("output_format")]
    public OutputFormat OutputFormat { get; init; }

    [JsonPropertyName("optimize_prompt_options")]
    public PromptOptimization OptimizePromptOptions { get; init; }
}
