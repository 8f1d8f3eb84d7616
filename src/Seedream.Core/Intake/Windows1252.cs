using System.Text;

namespace Seedream.Core.Intake;

/// <summary>The Windows-1252 character of each byte. The five unassigned bytes stay the control characters they are in ISO 8859-1.</summary>
internal static class Windows1252
{
    private const string From80To9F =
        "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F" +
        "\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

    /// <summary>Most bytes of UTF-8 that one byte becomes.</summary>
    public const int MostBytes = 3;

    /// <summary>Writes the UTF-8 form of the bytes and returns its length; room for <see cref="MostBytes"/> each is needed.</summary>
    public static int ToUtf8(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        int written = 0;
        foreach (byte b in source)
        {
            if (b < 0x80)
                destination[written++] = b;
            else
                written += new Rune(b < 0xA0 ? From80To9F[b - 0x80] : (char)b).EncodeToUtf8(destination[written..]);
        }

        return written;
    }
}
