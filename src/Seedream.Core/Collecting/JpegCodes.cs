namespace Seedream.Core.Collecting;

/// <summary>A Huffman table of a JPEG, by the lengths of its codes.</summary>
internal sealed class JpegCodes
{
    private readonly int[] _end = new int[17];
    private readonly int[] _first = new int[17];
    private readonly byte[] _symbols;

    /// <param name="counts">Codes of each length, 1-16.</param>
    /// <param name="symbols">Their symbols, in order of the codes.</param>
    public JpegCodes(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols)
    {
        _symbols = symbols.ToArray();
        int code = 0;
        int at = 0;
        for (int length = 1; length <= 16; length++)
        {
            _first[length] = at - code;
            code += counts[length - 1];
            at += counts[length - 1];
            _end[length] = code;
            code <<= 1;
        }
    }

    /// <summary>The symbol that the next 16 bits begin with, and the length of its code; length 0 when there is none.</summary>
    public (byte Symbol, int Length) Find(int sixteen)
    {
        for (int length = 1; length <= 16; length++)
        {
            int code = sixteen >> (16 - length);
            int place = code + _first[length];
            if (code < _end[length])
                return place >= 0 && place < _symbols.Length ? (_symbols[place], length) : ((byte)0, 0);
        }

        return (0, 0);
    }
}
