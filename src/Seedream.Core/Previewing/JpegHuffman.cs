namespace Seedream.Core.Previewing;

/// <summary>A Huffman table of a JPEG: for every 16 bits that may come, the code's length and its symbol.</summary>
internal sealed class JpegHuffman
{
    private readonly ushort[] _codes = new ushort[1 << 16];

    /// <param name="counts">Codes of each length, 1–16.</param>
    /// <param name="symbols">Their symbols, in order of the codes.</param>
    public JpegHuffman(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols)
    {
        int next = 0;
        int at = 0;
        for (int length = 1; length <= 16; length++)
        {
            for (int i = 0; i < counts[length - 1]; i++)
            {
                int span = 1 << (16 - length);
                if (at + span > _codes.Length)
                    throw new InvalidDataException("one of its code tables has too many codes");
                _codes.AsSpan(at, span).Fill((ushort)((length << 8) | symbols[next++]));
                at += span;
            }
        }
    }

    /// <summary>The symbol that the next bits spell.</summary>
    public int Read(JpegBits bits)
    {
        int code = _codes[bits.Peek16()];
        if (code == 0)
            throw new InvalidDataException("its pixels hold a code that does not exist");
        bits.Skip(code >> 8);
        return code & 0xFF;
    }
}
