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
        string start = text.Length > maxLength * 8 ? text[..(maxLength * 8)] : text;
        foreach (char c in Decompose(start))
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                if (gap && slug.Length > 0)
                    slug.Append('-');
                gap = false;
                slug.Append(char.ToLowerInvariant(c));
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                gap = true;
            }

            if (slug.Length >= maxLength)
                break;
        }

        string result = slug.Length > maxLength ? slug.ToString(0, maxLength).Trim('-') : slug.ToString();
        return result.Length == 0 ? fallback : result;
    }

    // A lone surrogate cannot be normalized; such text is taken as it is and its characters become gaps.
    private static string Decompose(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormD);
        }
        catch (ArgumentException)
        {
            return text;
        }
    }
}
