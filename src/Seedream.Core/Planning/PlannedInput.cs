using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using Seedream.Core.Jobs;

namespace Seedream.Core.Planning;

/// <summary>A job's input as a plan stores it: the prompt is named by its cell, so that it is not stored twice.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PlannedInput
{
    [JsonConstructor]
    public PlannedInput()
    {
    }

    public PlannedInput(JobInput input, int promptCell)
    {
        PromptCell = promptCell;
        Resolution = input.Resolution;
        SequentialImageGeneration = input.SequentialImageGeneration;
        MaxImages = input.MaxImages;
        OutputFormat = input.OutputFormat;
        OptimizePromptOptions = input.OptimizePromptOptions;
    }

    /// <summary>Index of the cell whose trimmed text is the prompt.</summary>
    [JsonPropertyName("prompt_cell")]
    public int PromptCell { get; init; }

    [JsonPropertyName("resolution")]
    public Resolution Resolution { get; init; } = Resolution.Default;

    [JsonPropertyName("sequential_image_generation")]
    public SequentialImageGeneration SequentialImageGeneration { get; init; }

    [JsonPropertyName("max_images")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? MaxImages { get; init; }

    [JsonPropertyName("output_format")]
    public OutputFormat OutputFormat { get; init; }

    [JsonPropertyName("optimize_prompt_options")]
    public PromptOptimization OptimizePromptOptions { get; init; }

    public JobInput ToInput(IReadOnlyList<string> cells) => new()
    {
        Prompt = cells[PromptCell].Trim(),
        Resolution = Resolution,
        SequentialImageGeneration = SequentialImageGeneration,
        MaxImages = MaxImages,
        OutputFormat = OutputFormat,
        OptimizePromptOptions = OptimizePromptOptions,
    };
}
