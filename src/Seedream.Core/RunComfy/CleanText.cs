using System.Globalization;
using System.Text;

namespace Seedream.Core.RunComfy;

/// <summary>
/// Makes vendor text fit to be shown and stored: without the token, should the server echo it, without control characters
/// and bidirectional overrides (log and terminal injection), and cut.
/// </summary>
internal sealed class CleanText
{
    // Shorter ones may be part of anything by chance.
    private const int ShortestTelling = 12;

    private readonly string? _token;

    public CleanText(string? token) => _token = string.IsNullOrWhiteSpace(token) ? null : token.Trim();

    /// <summary>One line of at most so many characters; null stays null.</summary>
    public string? Line(string? text, int limit) => text is null ? null : Cut(Collapse(WithoutToken(text)), limit);

    /// <summary>The text with its line breaks, cut; null stays null.</summary>
    public string? Block(string? text, int limit) => text is null ? null : Cut(Printable(WithoutToken(text)), limit);

    /// <summary>True if the text has the token in it, in whatever spelling.</summary>
    public bool ContainsToken(string text) => !ReferenceEquals(WithoutToken(text), text);

    /// <summary>As <see cref="ContainsToken"/>, for text that would be of use otherwise: a token so short that it is found by chance does not count.</summary>
    public bool TellsToken(string text) => _token is { Length: >= ShortestTelling } && ContainsToken(text);

    private string WithoutToken(string text) => _token is null ? text : SpelledText.Without(text, _token);

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
