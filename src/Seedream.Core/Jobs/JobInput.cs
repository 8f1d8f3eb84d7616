using System.Text.Json.Serialization;

namespace Seedream.Core.Jobs;

/// <summary>
/// What one job sends to the model: exactly the API's input schema, every default spelled out, so that what is stored is
/// what was sent.
/// </summary>
public sealed record JobInput
{
    /// <summary>What to draw. The vendor recommends at most 600 words.</summary>
    [JsonPropertyName("prompt")]
    public required string Prompt { get; init; }

    [JsonPropertyName("resolution")]
    public Resolution Resolution { get; init; } = Resolution.Default;

    [JsonPropertyName("sequential_image_generation")]
    public SequentialImageGeneration SequentialImageGeneration { get; init; }

    /// <summary>1–15; null unless <see cref="SequentialImageGeneration"/> is <c>auto</c>, the only mode in which it has an effect.</summary>
    [JsonPropertyName("max_images")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? MaxImages { get; init; }

    [JsonPropertyName("output_format")]
    public OutputFormat OutputFormat { get; init; }

    [JsonPropertyName("optimize_prompt_options")]
    public PromptOptimization OptimizePromptOptions { get; init; }

    /// <summary>The most images this job can yield, and so the most it can cost.</summary>
    [JsonIgnore]
    public int MostImages => SequentialImageGeneration == SequentialImageGeneration.Auto ? MaxImages ?? 15 : 1;
}
