using System.Buffers.Binary;
using System.Text;

namespace Seedream.Fuzz.Generation;

/// <summary>Text as bytes the ways files come: UTF-8 and UTF-16 with and without a mark, one byte a letter, halves of characters left as they are.</summary>
internal static class Encodings
{
    public static byte[] Encode(Dice dice, string text) => dice.Below(10) switch
    {
        0 => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)],
        1 => Utf16(text, bigEndian: false, mark: true),
        2 => Utf16(text, bigEndian: true, mark: true),
        3 => Utf16(text, bigEndian: dice.OneIn(2), mark: false),
        4 => Encoding.Latin1.GetBytes(text),
        _ => Encoding.UTF8.GetBytes(text),
    };

    // The runtime's encoder would replace lone surrogates.
    private static byte[] Utf16(string text, bool bigEndian, bool mark)
    {
        byte[] bytes = new byte[(text.Length + (mark ? 1 : 0)) * 2];
        int at = 0;
        foreach (char c in mark ? "\ufeff" + text : text)
        {
            if (bigEndian)
                BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(at), c);
            else
                BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at), c);
            at += 2;
        }

        return bytes;
    }
}
