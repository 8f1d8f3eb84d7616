using System.Globalization;
using System.Text;
using Seedream.Core.Storage;

namespace Seedream.Core.Batches;

/// <summary>Names derived from what users write: <c>[a-z0-9-]</c>, capped, never empty.</summary>
public static class Slug
{
    private const string DeviceEnding = "-x";

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
        // A device of Windows (con, nul, com1) is a name nobody can store; its letters are too few for anything but the whole text.
        if (!ObjectName.IsValid(result))
            result = result.Length > 0 && result.Length + DeviceEnding.Length <= maxLength ? result + DeviceEnding : "";
        return result.Length == 0 ? fallback : result;
    }
}
