namespace Seedream.Core.Previewing;

/// <summary>Turns the samples of a PNG row into red, green and blue; what is transparent shows white behind it.</summary>
internal sealed class PngColors(PngHeader png)
{
    private readonly int _step = png.Depth == 16 ? 2 : 1;

    public void Convert(ReadOnlySpan<byte> row, Span<byte> rgb)
    {
        for (int x = 0; x < png.Width; x++)
            Pixel(row, x, rgb.Slice(3 * x, 3));
    }

    private void Pixel(ReadOnlySpan<byte> row, int x, Span<byte> rgb)
    {
        int at = x * png.Channels * _step;
        switch (png.Color)
        {
            case 2:
                (rgb[0], rgb[1], rgb[2]) = (row[at], row[at + _step], row[at + (2 * _step)]);
                break;
            case 6:
                byte opacity = row[at + (3 * _step)];
                for (int c = 0; c < 3; c++)
                    rgb[c] = OnWhite(row[at + (c * _step)], opacity);
                break;
            case 0:
                int gray = png.Depth >= 8 ? row[at] : Sample(row, x) * 255 / ((1 << png.Depth) - 1);
                rgb.Fill((byte)gray);
                break;
            case 4:
                rgb.Fill(OnWhite(row[at], row[at + _step]));
                break;
            default:
                int index = png.Depth == 8 ? row[x] : Sample(row, x);
                byte shown = index < png.Opacity.Length ? png.Opacity[index] : (byte)255;
                for (int c = 0; c < 3; c++)
                    rgb[c] = OnWhite((3 * index) + c < png.Palette.Length ? png.Palette[(3 * index) + c] : (byte)0, shown);
                break;
        }
    }

    private int Sample(ReadOnlySpan<byte> row, int x)
    {
        int bit = x * png.Depth;
        return (row[bit / 8] >> (8 - png.Depth - (bit % 8))) & ((1 << png.Depth) - 1);
    }

    private static byte OnWhite(byte value, byte opacity) => opacity == 255 ? value : (byte)(255 - ((255 - value) * opacity / 255));
}
