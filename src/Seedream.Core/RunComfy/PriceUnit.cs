namespace Seedream.Core.RunComfy;

/// <summary>
/// What a price is for. Only a price per image can be counted beforehand; what is charged per second, megapixel or thousand
/// images is never taken for one.
/// </summary>
public static class PriceUnit
{
    /// <summary>True for the words that mean one image: <c>output</c>, <c>image</c>, <c>per image</c>, <c>generated image</c>, …</summary>
    public static bool IsPerImage(string? unit)
    {
        if (unit is null)
            return false;
        string[] words = unit.ToLowerInvariant().Split([' ', '_', '-', '/', '.', '(', ')', '$'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string plain = string.Join(' ', words.Where(word => word is not ("per" or "a" or "an" or "each" or "1" or "one" or "usd" or "generated" or "generation" or "output" or "outputs")));
        return plain is "image" or "images" or "picture" || (plain.Length == 0 && words.Any(word => word is "output" or "outputs"));
    }
}
