namespace Seedream.Core.Previewing;

/// <summary>Writes entropy-coded JPEG data: bits, with a zero stuffed after each 0xFF.</summary>
internal sealed class JpegBitWriter(MemoryStream output)
{
    private static readonly (int Code, int Bits)[] Dc = Codes(JpegTables.DcCounts, JpegTables.DcValues);
    private static readonly (int Code, int Bits)[] Ac = Codes(JpegTables.AcCounts, JpegTables.AcValues);

    private ulong _bits;
    private int _count;

    /// <summary>A block of coefficients in order of their place, with the first as the difference to the last one.</summary>
    public void Write(ReadOnlySpan<short> block, ref int lastDc)
    {
        Value(Dc, 0, block[0] - lastDc);
        lastDc = block[0];
        int zeros = 0;
        for (int i = 1; i < 64; i++)
        {
            int value = block[JpegTables.ZigZag[i]];
            if (value == 0)
            {
                zeros++;
                continue;
            }

            for (; zeros > 15; zeros -= 16)
                Put(Ac[0xF0]);
            Value(Ac, zeros << 4, value);
            zeros = 0;
        }

        if (zeros > 0)
            Put(Ac[0]);
    }

    public void Finish()
    {
        if (_count > 0)
            Put((0x7F, 8 - _count));
    }

    private void Value((int Code, int Bits)[] table, int run, int value)
    {
        int size = 32 - int.LeadingZeroCount(Math.Abs(value));
        Put(table[run | size]);
        if (size > 0)
            Put(((value < 0 ? value - 1 : value) & ((1 << size) - 1), size));
    }

    private void Put((int Code, int Bits) code)
    {
        _bits = (_bits << code.Bits) | (uint)(code.Code & ((1 << code.Bits) - 1));
        for (_count += code.Bits; _count >= 8; _count -= 8)
        {
            byte b = (byte)(_bits >> (_count - 8));
            output.WriteByte(b);
            if (b == 0xFF)
                output.WriteByte(0);
        }
    }

    private static (int Code, int Bits)[] Codes(byte[] counts, byte[] values)
    {
        (int, int)[] codes = new (int, int)[256];
        int code = 0;
        int next = 0;
        for (int bits = 1; bits <= 16; bits++, code <<= 1)
        {
            for (int i = 0; i < counts[bits - 1]; i++)
                codes[values[next++]] = (code++, bits);
        }

        return codes;
    }
}
