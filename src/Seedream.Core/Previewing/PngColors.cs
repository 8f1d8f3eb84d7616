namespace Seedream.Core.Previewing;

/// <summary>Turns the samples of a PNG row into red, green and blue; what is transparent shows white behind it.</summary>
internal sealed class PngColors
{
    private readonly PngHeader _png;
    private readonly int _step;

    // Three bytes for each value of a sample, where a sample says all of a pixel.
    private readonly byte[]? _table;

    public PngColors(PngHeader png)
    {
        _png = png;
        _step = png.Depth == 16 ? 2 : 1;
        _table = png.Color switch
        {
            3 => PaletteOf(png),
            0 when png.Depth <= 8 => GraysOf(png.Depth),
            _ => null,
        };
    }

    public void Convert(ReadOnlySpan<byte> row, Span<byte> rgb)
    {
        if (_table is { } table)
        {
            for (int x = 0, to = 0; x < _png.Width; x++, to += 3)
            {
                int from = 3 * (_png.Depth == 8 ? row[x] : Sample(row, x));
                (rgb[to], rgb[to + 1], rgb[to + 2]) = (table[from], table[from + 1], table[from + 2]);
            }

            return;
        }

        for (int x = 0; x < _png.Width; x++)
            Pixel(row, x * _png.Channels * _step, rgb.Slice(3 * x, 3));
    }

    private void Pixel(ReadOnlySpan<byte> row, int at, Span<byte> rgb)
    {
        // Of sixteen bits the upper eight are enough.
        bool isGray = _png.Color is 0 or 4;
        byte opacity = _png.Color is 4 or 6 ? row[at + ((_png.Channels - 1) * _step)] : (byte)255;
        for (int c = 0; c < 3; c++)
            rgb[c] = OnWhite(row[at + (isGray ? 0 : c * _step)], opacity);
    }

    private int Sample(ReadOnlySpan<byte> row, int x)
    {
        int bit = x * _png.Depth;
        return (row[bit / 8] >> (8 - _png.Depth - (bit % 8))) & ((1 << _png.Depth) - 1);
    }

    private static byte[] PaletteOf(PngHeader png)
    {
        byte[] table = new byte[3 * 256];
        for (int at = 0; at < table.Length; at++)
        {
            byte opacity = at / 3 < png.Opacity.Length ? png.Opacity[at / 3] : (byte)255;
            table[at] = OnWhite(at < png.Palette.Length ? png.Palette[at] : (byte)0, opacity);
        }

        return table;
    }

    private static byte[] GraysOf(int depth) => [.. Enumerable.Range(0, 3 * 256).Select(at => (byte)Math.Min(255, at / 3 * 255 / ((1 << depth) - 1)))];

    private static byte OnWhite(byte value, byte opacity) => opacity == 255 ? value : (byte)(255 - ((255 - value) * opacity / 255));
}
