using System.Text.Json;
using System.Text.Json.Nodes;

namespace Seedream.Simulator.Contract;

/// <summary>The models that exist: the one of the options, and a few siblings that a client may take for it.</summary>
public sealed class Catalogue
{
    /// <summary>An image model with the very same input at another price. Made up.</summary>
    public const string Sibling = "bytedance/seedream-5/standard/text-to-image";

    /// <summary>The model that edits images, whose references are <c>image</c>, an array.</summary>
    public const string Edit = "bytedance/seedream-5/lite/edit";

    /// <summary>A video model, priced per second.</summary>
    public const string Video = "bytedance/seedance-2.5/text-to-video/1080p";

    private const string VideoInput = """
        {
          "type": "object", "title": "Input", "required": ["prompt"],
          "properties": {
            "prompt": { "title": "Prompt", "type": "string" },
            "duration": { "title": "Duration", "type": "integer", "enum": [5, 10], "default": 5 },
            "aspect_ratio": { "title": "Aspect ratio", "type": "string", "enum": ["16:9", "9:16", "1:1"], "default": "16:9" }
          }
        }
        """;

    private readonly Dictionary<string, CatalogueModel> _byId = new(StringComparer.Ordinal);

    internal Catalogue(SimulatorOptions options)
    {
        CatalogueModel main = new()
        {
            Id = options.Model,
            DisplayName = "Seedream 5.0 Lite",
            Description = "Images from text (simulated).",
            Categories = ["text-to-image"],
            Price = options.PricePerImage,
            PriceUnit = options.PriceUnit,
            PricingNote = options.PricingNote ?? Note(options),
            InputSchema = ModelSchema.Input,
        };
        Add(main);
        Add(main with
        {
            Id = Sibling,
            DisplayName = "Seedream 5.0",
            Description = "Images from text, the larger model (simulated).",
            Price = 0.045m,
            PriceUnit = "output",
            PricingNote = "$0.045 per image.",
        });
        Add(main with
        {
            Id = Edit,
            DisplayName = "Seedream 5.0 Lite Edit",
            Description = "Images from images and text (simulated).",
            Categories = ["image-to-image"],
            Price = 0.028m,
            PriceUnit = "output",
            PricingNote = "$0.028 per image.",
            InputSchema = EditInput(),
        });
        Add(new CatalogueModel
        {
            Id = Video,
            DisplayName = "Seedance 2.5 1080p",
            Description = "Videos from text (simulated).",
            Categories = ["text-to-video"],
            Price = 0.57m,
            PriceUnit = "second",
            PricingNote = "$0.57 per second of video.",
            InputSchema = Parse(VideoInput),
        });
    }

    /// <summary>All of them, the one of the options first.</summary>
    public IReadOnlyList<CatalogueModel> Models => [.. _byId.Values];

    /// <summary>What the models do, sorted.</summary>
    public IReadOnlyList<string> Categories => [.. _byId.Values.SelectMany(model => model.Categories).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>A model by its id; null for an unknown one.</summary>
    public CatalogueModel? Find(string id) => _byId.GetValueOrDefault(id);

    private static string Note(SimulatorOptions options) => options.ThreeKPriceFactor == 1
        ? $"${options.PricePerImage} per {options.PriceUnit}."
        : $"2K: ${options.PricePerImage} per {options.PriceUnit}; 3K: ${options.PricePerImage * options.ThreeKPriceFactor}.";

    private void Add(CatalogueModel model) => _byId.TryAdd(model.Id, model);

    private static JsonElement EditInput()
    {
        JsonNode schema = JsonNode.Parse(ModelSchema.Input.GetRawText())!;
        schema["required"]!.AsArray().Add("image");
        schema["properties"]!["image"] = JsonNode.Parse("""
            { "title": "Image", "description": "The images to work from.", "type": "array", "format": "image_uris", "items": { "type": "string", "format": "uri" }, "minItems": 1, "maxItems": 10 }
            """);
        return Parse(schema.ToJsonString());
    }

    private static JsonElement Parse(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
