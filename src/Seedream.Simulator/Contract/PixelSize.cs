using System.Globalization;

namespace Seedream.Simulator.Contract;

/// <summary>Width and height of an image.</summary>
public readonly record struct PixelSize(int Width, int Height)
{
    private static readonly (string Word, string Ratio)[] RatioWords =
    [
        ("21:9", "21:9"), ("16:9", "16:9"), ("9:16", "9:16"), ("4:3", "4:3"), ("3:4", "3:4"), ("3:2", "3:2"), ("2:3", "2:3"),
        ("1:1", "1:1"), ("square", "1:1"), ("panorama", "21:9"), ("widescreen", "16:9"), ("wallpaper", "16:9"),
        ("vertical", "9:16"), ("story", "9:16"), ("poster", "2:3"), ("portrait", "3:4"), ("landscape", "3:2"),
    ];

    /// <summary>The size a generation gives: as requested, or for <c>2K</c> and <c>3K</c> what the prompt's words suggest, else a square.</summary>
    public static PixelSize Of(string resolution, string prompt)
    {
        if (resolution is not ("2K" or "3K")) return Parse(resolution);
        foreach ((string word, string ratio) in RatioWords)
        {
            if (prompt.Contains(word, StringComparison.OrdinalIgnoreCase)) return Parse(InClass(resolution == "3K", ratio));
        }
        return Parse(InClass(resolution == "3K", "1:1"));
    }

    internal static bool IsThreeK(string resolution)
    {
        if (resolution is "2K" or "3K") return resolution == "3K";
        PixelSize size = Parse(resolution);
        return (long)size.Width * size.Height > 6_000_000;
    }

    private static string InClass(bool threeK, string ratio) =>
        ModelSchema.Resolutions.First(r => r.EndsWith($"({ratio})", StringComparison.Ordinal) && IsThreeK(r) == threeK);

    private static PixelSize Parse(string resolution)
    {
        string[] parts = resolution.Split(' ')[0].Split('x');
        return new(int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture));
    }
}
