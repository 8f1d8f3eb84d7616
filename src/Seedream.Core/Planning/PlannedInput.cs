using System.Text.Json.Serialization;
using Seedream.Core.Jobs;

namespace Seedream.Core.Planning;

/// <summary>A job's input as a plan stores it: the prompt is named by its cell, so that it is not stored twice.</summary>
internal sealed class PlannedInput
{
    /// <summary>Index of the cell whose trimmed text is the prompt.</summary>
    [JsonPropertyName("prompt_cell")]
    public int PromptCell { get; set; }

    [JsonPropertyName("resolution")]
    public Resolution Resolution { get; set; } = Resolution.Default;

    [JsonPropertyName("sequential_image_generation")]
    public SequentialImageGeneration SequentialImageGeneration { get; set; }

    [JsonPropertyName("max_images")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? MaxImages { get; set; }

    [JsonPropertyName("output_format")]
    public OutputFormat OutputFormat { get; set; }

    [JsonPropertyName("optimize_prompt_options")]
    public PromptOptimization OptimizePromptOptions { get; set; }
}
