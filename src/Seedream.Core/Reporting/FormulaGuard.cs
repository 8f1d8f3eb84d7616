namespace Seedream.Core.Reporting;

/// <summary>
/// Keeps a spreadsheet from running a CSV cell as a formula: one apostrophe is put before text that starts like one. It can
/// be taken off again without loss: <c>Remove(Add(text)) == text</c> for every text, also one that starts with apostrophes
/// itself. (CsvHelper's own injection option is not reversible, so it is not used.)
/// </summary>
/// <remarks>
/// Source of the characters: OWASP, "CSV Injection": <c>= + - @</c>, tab, carriage return, line feed and the full-width
/// forms. The small forms and the minus sign are added, and so is blank or invisible text before any of them, which some
/// programs trim.
/// </remarks>
public static class FormulaGuard
{
    private const char Mark = '\'';
    private const string Starters = "=+-@＝＋－＠﹦﹢﹣﹫−";

    /// <summary>The text as it may stand in a cell.</summary>
    public static string Add(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return StartsLikeFormula(text) ? Mark + text : text;
    }

    /// <summary>The text that <see cref="Add"/> was given.</summary>
    public static string Remove(string cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return cell.StartsWith(Mark) && StartsLikeFormula(cell) ? cell[1..] : cell;
    }

    // Apostrophes in front do not change the answer: that is what makes the guard reversible.
    private static bool StartsLikeFormula(ReadOnlySpan<char> text)
    {
        text = text.TrimStart(Mark);
        if (text.IsEmpty)
            return false;
        if (text[0] is '\t' or '\r' or '\n')
            return true;
        int start = 0;
        while (start < text.Length && IsUnseen(text[start]))
            start++;
        return start < text.Length && Starters.Contains(text[start], StringComparison.Ordinal);
    }

    private static bool IsUnseen(char c) =>
        char.IsWhiteSpace(c) || char.IsControl(c) || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.Format;
}
