namespace Seedream.Simulator.Pictures;

/// <summary>Writes entropy-coded JPEG data: bits, with a zero stuffed after each 0xFF.</summary>
internal sealed class JpegBits(MemoryStream output)
{
    private ulong _bits;
    private int _count;

    public void Coefficients(ReadOnlySpan<short> block, ref int lastDc)
    {
        Value(JpegTables.Dc, 0, block[0] - lastDc);
        lastDc = block[0];
        if (!block[1..].ContainsAnyExcept((short)0))
        {
            Put(JpegTables.Ac[0]);
            return;
        }
        int zeros = 0;
        for (int i = 1; i < 64; i++)
        {
            int value = block[JpegTables.ZigZag[i]];
            if (value == 0)
            {
                zeros++;
                continue;
            }
            for (; zeros > 15; zeros -= 16) Put(JpegTables.Ac[0xF0]);
            Value(JpegTables.Ac, zeros << 4, value);
            zeros = 0;
        }
        if (zeros > 0) Put(JpegTables.Ac[0]);
    }

    public void Finish()
    {
        if (_count > 0) Put((0x7F, 8 - _count));
    }

    private void Value((int Code, int Bits)[] table, int run, int value)
    {
        int size = 32 - int.LeadingZeroCount(Math.Abs(value));
        Put(table[run | size]);
        if (size > 0) Put(((value < 0 ? value - 1 : value) & ((1 << size) - 1), size));
    }

    private void Put((int Code, int Bits) code)
    {
        _bits = (_bits << code.Bits) | (uint)(code.Code & ((1 << code.Bits) - 1));
        for (_count += code.Bits; _count >= 8; _count -= 8)
        {
            byte b = (byte)(_bits >> (_count - 8));
            output.WriteByte(b);
            if (b == 0xFF) output.WriteByte(0);
        }
    }
}
