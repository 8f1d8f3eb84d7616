using System.Text.Json;

namespace Seedream.Simulator.Contract;

/// <summary>The input of a submission, with the schema's defaults filled in.</summary>
public sealed record GenerationInput(
    string Prompt, string Resolution, bool Sequential, int MaxImages, string OutputFormat, bool Fast)
{
    /// <summary>True when the requested size is of the 3K class.</summary>
    public bool IsThreeK => PixelSize.IsThreeK(Resolution);

    /// <summary>True for JPEG output, false for PNG.</summary>
    public bool IsJpeg => OutputFormat == "jpeg";

    /// <summary>Reads an input that <see cref="ModelSchema.Validate"/> found no fault with.</summary>
    internal static GenerationInput From(JsonElement input) => new(
        Text(input, "prompt", ""),
        Text(input, "resolution", "2304x1728 (4:3)"),
        Text(input, "sequential_image_generation", "disabled") == "auto",
        input.TryGetProperty("max_images", out JsonElement max) ? (int)max.GetDouble() : 15,
        Text(input, "output_format", "png"),
        Text(input, "optimize_prompt_options", "standard") == "fast");

    private static string Text(JsonElement input, string name, string otherwise) =>
        input.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? otherwise : otherwise;
}
