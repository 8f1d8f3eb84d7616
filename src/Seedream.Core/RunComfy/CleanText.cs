using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace Seedream.Core.RunComfy;

/// <summary>
/// Makes vendor text fit to be shown and stored: without the token, should the server echo it, without control characters
/// and bidirectional overrides (log and terminal injection), and cut.
/// </summary>
internal sealed class CleanText
{
    private readonly string[] _secrets;

    public CleanText(string? token)
    {
        // The token as such and in the spellings JSON and URLs give it.
        _secrets = string.IsNullOrWhiteSpace(token)
            ? []
            : [.. new[]
                {
                    token, token.Trim(), Uri.EscapeDataString(token.Trim()), JavaScriptEncoder.Default.Encode(token.Trim()),
                    token.Trim().Replace("/", "\\/", StringComparison.Ordinal),
                }
                .Distinct(StringComparer.Ordinal).OrderByDescending(secret => secret.Length)];
    }

    /// <summary>One line of at most so many characters; null stays null.</summary>
    public string? Line(string? text, int limit) => text is null ? null : Cut(Collapse(WithoutToken(text)), limit);

    /// <summary>The text with its line breaks, cut; null stays null.</summary>
    public string? Block(string? text, int limit) => text is null ? null : Cut(Printable(WithoutToken(text)), limit);

    public bool ContainsToken(string text) => Array.Exists(_secrets, secret => text.Contains(secret, StringComparison.OrdinalIgnoreCase));

    private string WithoutToken(string text)
    {
        foreach (string secret in _secrets)
            text = text.Replace(secret, "***", StringComparison.OrdinalIgnoreCase);
        return text;
    }

    private static string Collapse(string text)
    {
        var line = new StringBuilder(Math.Min(text.Length, 1024));
        foreach (char c in text)
        {
            if (!IsHarmful(c) && !char.IsWhiteSpace(c))
                line.Append(c);
            else if (line.Length > 0 && line[^1] != ' ')
                line.Append(' ');
        }

        return line.ToString().TrimEnd();
    }

    private static string Printable(string text) =>
        string.Create(text.Length, text, static (span, source) =>
        {
            for (int i = 0; i < span.Length; i++)
                span[i] = IsHarmful(source[i]) && source[i] is not ('\n' or '\t') ? ' ' : source[i];
        });

    private static bool IsHarmful(char c) =>
        char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static string Cut(string text, int limit)
    {
        if (text.Length <= limit)
            return text;
        int end = char.IsHighSurrogate(text[limit - 2]) ? limit - 2 : limit - 1;
        return string.Concat(text.AsSpan(0, end), "…");
    }
}
