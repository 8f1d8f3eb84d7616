using System.Collections.Frozen;
using System.Globalization;
using Seedream.Core.Jobs;

namespace Seedream.Core.Intake;

/// <summary>
/// What people write for a resolution: the API's name, <c>2304x1728</c>, <c>4:3</c> (2K class), <c>3K 4:3</c>, <c>2k</c>;
/// also <c>×</c> or <c>*</c> for <c>x</c>, and the times of day that spreadsheets make of ratios (<c>16:09</c>, <c>04:03:00</c>).
/// </summary>
public static class ResolutionText
{
    private static readonly FrozenDictionary<string, Resolution> Spellings = AllSpellings().ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The resolution meant, or null.</summary>
    public static Resolution? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Resolution.FromName(text) ?? (text.Length <= 64 ? Spellings.GetValueOrDefault(Normalize(text)) : null);
    }

    /// <summary>The resolution nearest to a text that is none: by its numbers if it is a size or a ratio, else by its letters.</summary>
    public static Resolution? Nearest(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > 64)
            return null;
        string normalized = Normalize(text);
        if (NearestByShape(normalized) is { } shape)
            return shape;
        Resolution? nearest = null;
        int best = 3;
        foreach ((string spelling, Resolution resolution) in Spellings)
        {
            int distance = EditDistance.Within(spelling, normalized, Math.Min(2, normalized.Length - 1));
            // The shorter spelling breaks ties, then the schema's order, so that the answer is always the same.
            if (distance < best || (distance == best && nearest is not null && Order(resolution) < Order(nearest)))
            {
                best = distance;
                nearest = resolution;
            }
        }

        return best <= 2 && normalized.Length > best ? nearest : null;
    }

    private static int Order(Resolution resolution)
    {
        int index = 0;
        while (!ReferenceEquals(Resolution.All[index], resolution))
            index++;
        return index;
    }

    private static Resolution? NearestByShape(string normalized)
    {
        int cut = normalized.IndexOfAny(['x', ':', '/']);
        if (cut <= 0 || !int.TryParse(normalized.AsSpan(0, cut), NumberStyles.None, CultureInfo.InvariantCulture, out int width) ||
            !int.TryParse(normalized.AsSpan(cut + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int height) || width == 0 || height == 0)
            return null;
        double ratio = (double)width / height;
        ResolutionClass size = (long)width * height > 6_500_000 ? ResolutionClass.ThreeK : ResolutionClass.TwoK;
        return Resolution.All.Where(known => known.Width is not null && known.Class == size)
            .MinBy(known => Math.Abs(Math.Log((double)known.Width!.Value / known.Height!.Value / ratio)));
    }

    private static string Normalize(string text)
    {
        Span<char> kept = stackalloc char[text.Length];
        int length = 0;
        foreach (char c in text)
        {
            if (!char.IsWhiteSpace(c))
                kept[length++] = c is '×' or '*' ? 'x' : char.ToLowerInvariant(c);
        }

        return kept[..length].ToString();
    }

    private static Dictionary<string, Resolution> AllSpellings()
    {
        Dictionary<string, Resolution> spellings = new(StringComparer.Ordinal);
        foreach (Resolution known in Resolution.All)
        {
            spellings.Add(Normalize(known.Name), known);
            if (known.Ratio is null)
                continue;
            string size = known.Class == ResolutionClass.TwoK ? "2k" : "3k";
            spellings.Add($"{known.Width}x{known.Height}", known);
            foreach (string ratio in Ratios(known.Ratio))
            {
                spellings.TryAdd(size + ratio, known);
                spellings.TryAdd($"{size}({ratio})", known);
                if (known.Class == ResolutionClass.TwoK)
                    spellings.TryAdd(ratio, known);
            }
        }

        return spellings;
    }

    private static IEnumerable<string> Ratios(string ratio)
    {
        string[] sides = ratio.Split(':');
        yield return ratio;
        yield return $"{sides[0]}:{sides[1].PadLeft(2, '0')}";
        yield return $"{sides[0].PadLeft(2, '0')}:{sides[1].PadLeft(2, '0')}";
        yield return $"{sides[0]}:{sides[1].PadLeft(2, '0')}:00";
        yield return $"{sides[0].PadLeft(2, '0')}:{sides[1].PadLeft(2, '0')}:00";
    }
}
