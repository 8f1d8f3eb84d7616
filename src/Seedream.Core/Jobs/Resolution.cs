using System.Text.Json.Serialization;

namespace Seedream.Core.Jobs;

/// <summary>
/// One of the 18 resolutions of the model's input schema. For the two classes <c>2K</c> and <c>3K</c> the model picks
/// width and height itself, from the words of the prompt; the other sixteen fix them.
/// </summary>
[JsonConverter(typeof(ResolutionJsonConverter))]
public sealed record Resolution
{
    private static readonly Resolution[] Known =
    [
        new("2K", null, null, null, ResolutionClass.TwoK),
        new("3K", null, null, null, ResolutionClass.ThreeK),
        new("2048x2048 (1:1)", 2048, 2048, "1:1", ResolutionClass.TwoK),
        new("2304x1728 (4:3)", 2304, 1728, "4:3", ResolutionClass.TwoK),
        new("1728x2304 (3:4)", 1728, 2304, "3:4", ResolutionClass.TwoK),
        new("2848x1600 (16:9)", 2848, 1600, "16:9", ResolutionClass.TwoK),
        new("1600x2848 (9:16)", 1600, 2848, "9:16", ResolutionClass.TwoK),
        new("2496x1664 (3:2)", 2496, 1664, "3:2", ResolutionClass.TwoK),
        new("1664x2496 (2:3)", 1664, 2496, "2:3", ResolutionClass.TwoK),
        new("3136x1344 (21:9)", 3136, 1344, "21:9", ResolutionClass.TwoK),
        new("3072x3072 (1:1)", 3072, 3072, "1:1", ResolutionClass.ThreeK),
        new("3456x2592 (4:3)", 3456, 2592, "4:3", ResolutionClass.ThreeK),
        new("2592x3456 (3:4)", 2592, 3456, "3:4", ResolutionClass.ThreeK),
        new("4096x2304 (16:9)", 4096, 2304, "16:9", ResolutionClass.ThreeK),
        new("2304x4096 (9:16)", 2304, 4096, "9:16", ResolutionClass.ThreeK),
        new("3744x2496 (3:2)", 3744, 2496, "3:2", ResolutionClass.ThreeK),
        new("2496x3744 (2:3)", 2496, 3744, "2:3", ResolutionClass.ThreeK),
        new("4704x2016 (21:9)", 4704, 2016, "21:9", ResolutionClass.ThreeK),
    ];

    private Resolution(string name, int? width, int? height, string? ratio, ResolutionClass @class)
    {
        Name = name;
        Width = width;
        Height = height;
        Ratio = ratio;
        Class = @class;
    }

    /// <summary>Every resolution the model accepts, in the order of its schema.</summary>
    public static IReadOnlyList<Resolution> All => Known;

    /// <summary>The model's own default, <c>2304x1728 (4:3)</c>.</summary>
    public static Resolution Default => Known[3];

    /// <summary>The exact text the API expects, for example <c>2304x1728 (4:3)</c>.</summary>
    public string Name { get; }

    /// <summary>Width in pixels; null where the model picks it.</summary>
    public int? Width { get; }

    /// <summary>Height in pixels; null where the model picks it.</summary>
    public int? Height { get; }

    /// <summary>Aspect ratio such as <c>16:9</c>; null where the model picks it.</summary>
    public string? Ratio { get; }

    /// <summary>The size class, which drives generation time and file size.</summary>
    public ResolutionClass Class { get; }

    /// <summary>The resolution with exactly this API name, or null.</summary>
    public static Resolution? FromName(string? name) => Array.Find(Known, known => known.Name == name);

    public override string ToString() => Name;
}
