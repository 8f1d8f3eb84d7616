using System.Globalization;
using System.Text;

namespace Seedream.Core.RunComfy;

/// <summary>
/// Finds a secret in text however its characters are spelled: plain, or each for itself as an escape of JSON
/// (<c>\u0041</c>, <c>\/</c>), of a URL (<c>%41</c>) or of HTML (<c>&amp;#65;</c>, <c>&amp;#x41;</c>). A server that quotes a header may write any of them.
/// </summary>
internal static class SpelledText
{
    private const string Mark = "***";

    // The longest spelling of a character; a reference with more leading zeros is nobody's.
    private const int LongestSpelling = 10;

    /// <summary>The text with <c>***</c> in place of every occurrence, whatever its case.</summary>
    public static string Without(string text, string secret)
    {
        StringBuilder? clean = null;
        int kept = 0;
        for (int at = 0; at < text.Length;)
        {
            int length = Match(text.AsSpan(at), secret);
            if (length == 0)
            {
                at++;
                continue;
            }

            clean ??= new StringBuilder(text.Length);
            clean.Append(text, kept, at - kept).Append(Mark);
            kept = at += length;
        }

        return clean is null ? text : clean.Append(text, kept, text.Length - kept).ToString();
    }

    // Characters of the text that spell the whole secret, from its start; 0 for none.
    private static int Match(ReadOnlySpan<char> text, string secret)
    {
        // As it stands, whatever escapes it seems to have itself.
        if (text.StartsWith(secret, StringComparison.OrdinalIgnoreCase))
            return secret.Length;
        int at = 0;
        foreach (char wanted in secret)
        {
            if (at == text.Length)
                return 0;
            (char read, int length) = Read(text[at..]);
            if (char.ToUpperInvariant(read) != char.ToUpperInvariant(wanted))
            {
                // The secret itself may have a character that starts an escape.
                if (char.ToUpperInvariant(text[at]) != char.ToUpperInvariant(wanted))
                    return 0;
                length = 1;
            }

            at += length;
        }

        return at;
    }

    private static (char Read, int Length) Read(ReadOnlySpan<char> text) => text switch
    {
        ['\\', 'u' or 'U', _, _, _, _, ..] when Hex(text[2..6]) is { } unit => (unit, 6),
        ['\\', var c, ..] when !char.IsAsciiLetterOrDigit(c) => (c, 2),
        ['%', _, _, ..] when Hex(text[1..3]) is { } octet => (octet, 3),
        ['&', '#', ..] => Reference(text),
        [var c, ..] => (c, 1),
        [] => ('\0', 0),
    };

    private static (char Read, int Length) Reference(ReadOnlySpan<char> text)
    {
        int end = text[..Math.Min(text.Length, LongestSpelling)].IndexOf(';');
        if (end < 3)
            return (text[0], 1);
        ReadOnlySpan<char> number = text[2..end];
        bool isHex = number[0] is 'x' or 'X';
        return ushort.TryParse(isHex ? number[1..] : number, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out ushort unit)
            ? ((char)unit, end + 1)
            : (text[0], 1);
    }

    private static char? Hex(ReadOnlySpan<char> digits) =>
        ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort unit) ? (char)unit : null;
}
