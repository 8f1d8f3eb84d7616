using System.Text.Json;

namespace Seedream.Simulator.Contract;

/// <summary>The input of a submission, with the schema's defaults filled in.</summary>
public sealed record GenerationInput(
    string Prompt, string Resolution, bool Sequential, int MaxImages, string OutputFormat, bool Fast)
{
    /// <summary>Seconds of video; 0 for images.</summary>
    public int Seconds { get; init; }

    /// <summary>True when the requested size is of the 3K class.</summary>
    public bool IsThreeK => PixelSize.IsThreeK(Resolution);

    /// <summary>True for JPEG output, false for PNG.</summary>
    public bool IsJpeg => OutputFormat == "jpeg";

    /// <summary>Reads an input that the model's schema found no fault with.</summary>
    internal static GenerationInput From(JsonElement input, CatalogueModel? model) => model is not { MakesVideo: true }
        ? From(input)
        : new GenerationInput(Text(input, "prompt", ""), "2K", false, 1, "mp4", false)
        {
            Seconds = input.TryGetProperty("duration", out JsonElement duration) ? (int)duration.GetDouble() : 5,
        };

    /// <summary>Reads an input that <see cref="ModelSchema.Validate(JsonElement)"/> found no fault with.</summary>
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
