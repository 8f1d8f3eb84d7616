using System.Collections.Immutable;
using System.Globalization;

namespace Seedream.Chaos.Places;

/// <summary>Rows of every kind, and what people do to the files they stand in.</summary>
internal static class PromptFiles
{
    /// <summary>So many rows: mostly plain ones, some groups, some that fail, are moderated, or are invalid, and some that occur twice.</summary>
    public static FileVersion Create(string name, int rows, Random dice) => new([.. Lines(name, 1, rows, dice)]);

    /// <summary>The same with so many rows more at its end.</summary>
    public static FileVersion Grow(FileVersion version, string name, int rows, Random dice) =>
        new(version.Lines.AddRange(Lines(name, version.Lines.Length + 1, rows, dice)));

    /// <summary>The same with another prompt in one of its rows.</summary>
    public static FileVersion Edit(FileVersion version, Random dice)
    {
        int row = dice.Next(version.Lines.Length);
        PromptLine line = version.Lines[row];
        return new(version.Lines.SetItem(row, line with { Prompt = string.Create(CultureInfo.InvariantCulture, $"{line.Prompt}, once more, {dice.Next(1_000_000)}") }));
    }

    /// <summary>The same with other metadata in some of its rows.</summary>
    public static FileVersion MoveShelves(FileVersion version, Random dice) =>
        new([.. version.Lines.Select(line => dice.Next(3) == 0 ? line with { Shelf = "moved" } : line)]);

    /// <summary>The same rows in another order.</summary>
    public static FileVersion Reorder(FileVersion version, Random dice)
    {
        PromptLine[] lines = [.. version.Lines];
        dice.Shuffle(lines);
        return new(ImmutableArray.Create(lines));
    }

    private static IEnumerable<PromptLine> Lines(string name, int first, int rows, Random dice)
    {
        PromptLine? before = null;
        for (int row = first; row < first + rows; row++)
        {
            string prompt = string.Create(CultureInfo.InvariantCulture, $"{name} #{row} a lighthouse, seen from the sea");
            string shelf = (row % 7).ToString(CultureInfo.InvariantCulture);
            PromptLine plain = new(dice.Next(2) == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"r{row}"), prompt, "", "", shelf);
            PromptLine line = dice.Next(200) switch
            {
                < 8 => plain with { Prompt = $"{prompt}, 3 images", Sequential = "auto", MostImages = "3" },
                < 10 => plain with { Prompt = $"{prompt} [[sim:fail]]" },
                < 11 => plain with { Prompt = $"{prompt} [[sim:output-moderated]]" },
                < 12 => plain with { Prompt = $"{prompt} [[sim:moderated]]" },
                < 13 => plain with { Sequential = "auto", MostImages = PromptLine.TooMany },
                // An id occurs once in a file.
                < 17 when before is { IsValid: true, Id: "" } => before,
                _ => plain,
            };
            yield return before = line;
        }
    }
}
