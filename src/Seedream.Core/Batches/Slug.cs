using System.Globalization;
using System.Text;

namespace Seedream.Core.Batches;

/// <summary>Names derived from what users write: <c>[a-z0-9-]</c>, capped, never empty.</summary>
public static class Slug
{
    /// <summary>The slug of a text; <paramref name="fallback"/> where nothing of it is left.</summary>
    public static string From(string text, int maxLength, string fallback)
    {
        ArgumentNullException.ThrowIfNull(text);
        StringBuilder slug = new(maxLength);
        bool gap = false;
        // Far more characters than fit are never looked at: a prompt may have a hundred thousand.
        int end = (int)Math.Min(text.Length, maxLength * 8L);
        for (int index = 0; index < end && slug.Length < maxLength; index++)
        {
            char c = text[index];
            string letters = char.IsAscii(c) ? "" : LatinLetters.Of(c);
            if (!char.IsAsciiLetterOrDigit(c) && letters.Length == 0)
            {
                // An accent that stands alone belongs to the letter before it and parts no words.
                gap |= CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark;
                continue;
            }

            if (gap && slug.Length > 0)
                slug.Append('-');
            gap = false;
            if (letters.Length > 0)
                slug.Append(letters);
            else
                slug.Append(char.ToLowerInvariant(c));
        }

        string result = slug.Length > maxLength ? slug.ToString(0, maxLength).TrimEnd('-') : slug.ToString();
        return result.Length == 0 ? fallback : result;
    }
}
