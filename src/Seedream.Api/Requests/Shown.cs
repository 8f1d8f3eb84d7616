using System.Globalization;
using System.Text;

namespace Seedream.Api.Requests;

/// <summary>A caller's text as a message may show it: short, in quotes, one line.</summary>
internal static class Shown
{
    private const int Longest = 60;

    public static string Text(string text)
    {
        StringBuilder shown = new("'");
        foreach (char c in text.AsSpan(0, Math.Min(text.Length, Longest)))
            shown.Append(char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate ? '?' : c);
        return shown.Append(text.Length > Longest ? "…'" : "'").ToString();
    }
}
