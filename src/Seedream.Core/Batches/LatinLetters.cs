namespace Seedream.Core.Batches;

/// <summary>
/// The plain letters of accented and otherwise varied Latin ones. The runtime would decompose them, but not in invariant
/// globalization mode, in which everything here runs.
/// </summary>
internal static class LatinLetters
{
    // Each range ends where the next begins; capitals and small letters read the same. Empty: no letter.
    private static readonly (char First, string Letters)[] Ranges =
    [
        ('\u00C0', "a"), ('\u00C6', "ae"), ('\u00C7', "c"), ('\u00C8', "e"), ('\u00CC', "i"), ('\u00D0', "d"), ('\u00D1', "n"),
        ('\u00D2', "o"), ('\u00D7', ""), ('\u00D8', "o"), ('\u00D9', "u"), ('\u00DD', "y"), ('\u00DE', "th"), ('\u00DF', "ss"),
        ('\u00E0', "a"), ('\u00E6', "ae"), ('\u00E7', "c"), ('\u00E8', "e"), ('\u00EC', "i"), ('\u00F0', "d"), ('\u00F1', "n"),
        ('\u00F2', "o"), ('\u00F7', ""), ('\u00F8', "o"), ('\u00F9', "u"), ('\u00FD', "y"), ('\u00FE', "th"), ('\u00FF', "y"),
        ('\u0100', "a"), ('\u0106', "c"), ('\u010E', "d"), ('\u0112', "e"), ('\u011C', "g"), ('\u0124', "h"), ('\u0128', "i"),
        ('\u0132', "ij"), ('\u0134', "j"), ('\u0136', "k"), ('\u0139', "l"), ('\u0143', "n"), ('\u014C', "o"), ('\u0152', "oe"),
        ('\u0154', "r"), ('\u015A', "s"), ('\u0162', "t"), ('\u0168', "u"), ('\u0174', "w"), ('\u0176', "y"), ('\u0179', "z"),
        ('\u017F', "s"), ('\u0180', ""), ('\u01A0', "o"), ('\u01A2', ""), ('\u01AF', "u"), ('\u01B1', ""), ('\u01CD', "a"),
        ('\u01CF', "i"), ('\u01D1', "o"), ('\u01D3', "u"), ('\u01DD', ""), ('\u0218', "s"), ('\u021A', "t"), ('\u021C', ""),
        ('\u1EA0', "a"), ('\u1EB8', "e"), ('\u1EC8', "i"), ('\u1ECC', "o"), ('\u1EE4', "u"), ('\u1EF2', "y"), ('\u1EFA', ""),
    ];

    /// <summary>The letters <c>a</c>–<c>z</c> or the digit that a character stands for; empty when it stands for none.</summary>
    public static string Of(char c)
    {
        // Full-width forms are ASCII moved up.
        if (c is >= '\uFF01' and <= '\uFF5E')
            return char.IsAsciiLetterOrDigit((char)(c - 0xFEE0)) ? char.ToLowerInvariant((char)(c - 0xFEE0)).ToString() : "";
        int low = 0;
        int high = Ranges.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (Ranges[middle].First <= c)
                low = middle + 1;
            else
                high = middle;
        }

        return low == 0 ? "" : Ranges[low - 1].Letters;
    }
}
