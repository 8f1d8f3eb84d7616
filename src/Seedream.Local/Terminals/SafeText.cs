using System.Globalization;
using System.Text;

namespace Seedream.Local.Terminals;

/// <summary>Text that cannot command the terminal: colours stay, any other control character becomes visible.</summary>
internal static class SafeText
{
    public static string Of(string text)
    {
        if (!text.Any(IsDangerous))
            return text;
        StringBuilder safe = new(text.Length);
        for (int index = 0; index < text.Length; index++)
        {
            int colour = ColourLength(text.AsSpan(index));
            if (colour > 0)
            {
                safe.Append(text, index, colour);
                index += colour - 1;
            }
            else
            {
                safe.Append(IsDangerous(text[index]) ? '\uFFFD' : text[index]);
            }
        }

        return safe.ToString();
    }

    private static bool IsDangerous(char c) => c is not ('\n' or '\t') && char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format;

    // ESC [ one or two digits m
    private static int ColourLength(ReadOnlySpan<char> text)
    {
        if (!text.StartsWith("\u001b["))
            return 0;
        int end = 2;
        while (end < text.Length && end < 4 && char.IsAsciiDigit(text[end]))
            end++;
        return end > 2 && end < text.Length && text[end] == 'm' ? end + 1 : 0;
    }
}
