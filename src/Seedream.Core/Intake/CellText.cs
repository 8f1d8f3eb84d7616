using System.Globalization;
using System.Text;

namespace Seedream.Core.Intake;

/// <summary>What must not be in any cell, whatever its column: control characters and halves of characters.</summary>
internal static class CellText
{
    /// <summary>Reports what is wrong with the text; the text that can be stored (halves of characters replaced).</summary>
    public static string Check(string cell, string column, ProblemSink problems)
    {
        // Nearly every cell is plain ASCII, and one vectorised look proves it harmless.
        int first = cell.AsSpan().IndexOfAnyExceptInRange(' ', '~');
        return first < 0 ? cell : CheckFrom(cell, first, column, problems);
    }

    private static string CheckFrom(string cell, int position, string column, ProblemSink problems)
    {
        bool control = false, bidi = false, half = false;
        while (position < cell.Length)
        {
            char c = cell[position];
            if (char.IsControl(c) && c is not ('\t' or '\r' or '\n') && !control)
            {
                control = true;
                problems.Row(ProblemCodes.ControlCharacter, column, Say("Expected text without control characters", c, position, cell));
            }
            else if (c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') && !bidi)
            {
                bidi = true;
                problems.Row(ProblemCodes.BidiControl, column, Say("The text contains a character that reorders what follows it", c, position, cell));
            }
            else if (char.IsSurrogate(c))
            {
                bool pair = char.IsHighSurrogate(c) && position + 1 < cell.Length && char.IsLowSurrogate(cell[position + 1]);
                if (!pair && !half)
                {
                    half = true;
                    problems.Row(ProblemCodes.LoneSurrogate, column, Say("Expected whole characters, found half a surrogate pair", c, position, cell));
                }

                position += pair ? 1 : 0;
            }

            position++;
        }

        return half ? Replace(cell) : cell;
    }

    private static string Say(string what, char c, int position, string cell) => string.Create(
        CultureInfo.InvariantCulture, $"{what}: U+{(int)c:X4} at character {position + 1} of {Found.Quote(cell)}");

    private static string Replace(string cell)
    {
        StringBuilder whole = new(cell.Length);
        foreach (Rune rune in cell.EnumerateRunes())
            whole.Append(rune.ToString());
        return whole.ToString();
    }
}
