using System.Text;

namespace Seedream.Core.Intake;

/// <summary>What a column's name means. Case, spaces, <c>_</c> and <c>-</c> do not matter.</summary>
public static class ColumnNames
{
    private const int LongestName = 200;

    /// <summary>Names of the columns with a meaning, as documented.</summary>
    public static IReadOnlyList<string> Meanings { get; } =
        ["prompt", "resolution", "sequential_image_generation", "max_images", "output_format", "optimize_prompt_options", "id"];

    /// <summary>
    /// Columns that <c>failed.csv</c> puts behind the input's own, in this order. A table whose header ends in exactly these, or in
    /// the first four, which is all that earlier releases wrote, is such a file: they are left out, so that it can be dropped again
    /// as it is. Anywhere else the names are metadata.
    /// </summary>
    public static IReadOnlyList<string> AddedByReports { get; } = ["outcome", "error_code", "error", "request_id", "batch", "row", "attempt"];

    /// <summary>How many of <see cref="AddedByReports"/> end this header; 0 for a header that no report has.</summary>
    internal static int CountAddedByReports(IReadOnlyList<string> header)
    {
        foreach (int count in (ReadOnlySpan<int>)[AddedByReports.Count, AddedByEarlierReports])
        {
            if (header.Count > count && AddedByReports.Take(count).SequenceEqual(header.Skip(header.Count - count).Select(name => name.Trim()), StringComparer.Ordinal))
                return count;
        }

        return 0;
    }

    private const int AddedByEarlierReports = 4;

    private static readonly (string Normalized, KnownColumn Column)[] Spellings =
        [.. Meanings.Select((name, index) => (Normalize(name), (KnownColumn)index)), ("customid", KnownColumn.Id)];

    /// <summary>The documented name of a column's meaning, for example <c>prompt</c> for <c>Prompt</c>; null for metadata.</summary>
    public static string? MeaningOf(string name) => Find(Normalize(name)) is { } known ? Meanings[(int)known] : null;

    internal static KnownColumn? Find(string normalized)
    {
        foreach ((string spelling, KnownColumn column) in Spellings)
        {
            if (spelling == normalized)
                return column;
        }

        return null;
    }

    /// <summary>The known column a name was probably meant to be; null when it is one, or is like none.</summary>
    internal static KnownColumn? FindNear(string normalized)
    {
        KnownColumn? nearest = null;
        int best = int.MaxValue;
        foreach ((string spelling, KnownColumn column) in Spellings)
        {
            // Among short words a slip or two leads from any word to any other: idx, uid or promo are no misspellings.
            int limit = Math.Min(spelling.Length, normalized.Length) switch { <= 3 => 0, <= 5 => 1, _ => 2 };
            // The alias is near to customer_id, which means something else.
            limit = spelling == "customid" ? 1 : limit;
            int distance = EditDistance.Within(spelling, normalized, limit);
            if (distance is > 0 && distance <= limit && distance < best)
            {
                best = distance;
                nearest = column;
            }
        }

        return nearest;
    }

    /// <summary>
    /// The name as it may be shown and stored: on one line, at most <see cref="LongestName"/> characters, without control characters, halves of
    /// characters and what reorders text.
    /// </summary>
    internal static string Clean(string name)
    {
        StringBuilder clean = new(Math.Min(name.Length, LongestName));
        foreach (Rune rune in name.EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength > LongestName)
                break;
            clean.Append(Rune.IsWhiteSpace(rune) ? " " : Rune.IsControl(rune) || rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) ? "\uFFFD" : rune.ToString());
        }

        return clean.ToString();
    }

    internal static string Normalize(string name)
    {
        Span<char> kept = name.Length <= 64 ? stackalloc char[name.Length] : new char[name.Length];
        int length = 0;
        foreach (char c in name)
        {
            if (!char.IsWhiteSpace(c) && c is not ('_' or '-' or '\uFEFF' or '\u200B'))
                kept[length++] = char.ToLowerInvariant(c);
        }

        return kept[..length].ToString();
    }
}
