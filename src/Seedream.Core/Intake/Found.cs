using System.Globalization;
using System.Text;

namespace Seedream.Core.Intake;

/// <summary>Text from a file as it may stand in a message: short, on one line, with nothing invisible in it.</summary>
internal static class Found
{
    private const int Longest = 60;

    /// <summary>The text in quotation marks.</summary>
    public static string Quote(ReadOnlySpan<char> text) => $"'{Show(text)}'";

    public static string Show(ReadOnlySpan<char> text)
    {
        StringBuilder shown = new(Math.Min(text.Length, Longest) + 2);
        int position = 0;
        while (position < text.Length)
        {
            if (shown.Length >= Longest)
                return shown.Append('…').ToString();
            bool whole = Rune.DecodeFromUtf16(text[position..], out Rune rune, out int length) == System.Buffers.OperationStatus.Done;
            if (whole && !IsInvisible(rune))
                shown.Append(text.Slice(position, length));
            else
                shown.Append(CultureInfo.InvariantCulture, $"\\u{(whole ? rune.Value : text[position]):x4}");
            position += length;
        }

        return shown.ToString();
    }

    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
