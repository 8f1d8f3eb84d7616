namespace Seedream.Core.Previewing;

/// <summary>What is decoded at all, and how small it gets.</summary>
internal static class PictureSize
{
    /// <summary>Longest side of a preview in pixels: a tile of a wall at twice its density.</summary>
    public const int LongestPreview = 640;

    private const int LongestSide = 16_384;
    private const long MostPixels = 64_000_000;

    /// <summary>Raises <see cref="InvalidDataException"/> for a picture that is empty or larger than any the API makes.</summary>
    public static void Check(int width, int height)
    {
        if (width is <= 0 or > LongestSide || height is <= 0 or > LongestSide || (long)width * height > MostPixels)
            throw new InvalidDataException("its size is none that is decoded");
    }

    /// <summary>The size of its preview; its own when it is small enough.</summary>
    public static (int Width, int Height) Fit(int width, int height)
    {
        int longest = Math.Max(width, height);
        return longest <= LongestPreview
            ? (width, height)
            : (Math.Max(1, (int)((long)width * LongestPreview / longest)), Math.Max(1, (int)((long)height * LongestPreview / longest)));
    }
}
