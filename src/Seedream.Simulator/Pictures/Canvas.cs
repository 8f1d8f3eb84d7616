namespace Seedream.Simulator.Pictures;

/// <summary>A small picture of palette indices that the encoders enlarge to the requested pixel size.</summary>
internal sealed class Canvas
{
    // About 576 cells across keeps edges fine and drawing cheap.
    private const int CellsAcross = 576;

    public Canvas(int width, int height, byte[] palette)
    {
        PixelWidth = width;
        PixelHeight = height;
        Cell = Math.Max(1, Math.Max(width, height) / CellsAcross);
        Width = (width + Cell - 1) / Cell;
        Height = (height + Cell - 1) / Cell;
        Cells = new byte[Width * Height];
        Palette = palette;
    }

    public int PixelWidth { get; }

    public int PixelHeight { get; }

    /// <summary>Pixels per side of a cell.</summary>
    public int Cell { get; }

    public int Width { get; }

    public int Height { get; }

    public byte[] Cells { get; }

    /// <summary>256 times red, green, blue.</summary>
    public byte[] Palette { get; }

    public Span<byte> Row(int y) => Cells.AsSpan(y * Width, Width);

    /// <summary>One row of cells at its full width in pixels.</summary>
    public void Enlarge(int y, Span<byte> pixels)
    {
        ReadOnlySpan<byte> cells = Row(y);
        for (int x = 0; x < cells.Length; x++)
        {
            int from = x * Cell;
            pixels[from..Math.Min(PixelWidth, from + Cell)].Fill(cells[x]);
        }
    }

    public void Text(string text, int left, int top, int scale, byte color)
    {
        for (int i = 0; i < text.Length; i++)
        {
            for (int y = 0; y < PixelFont.Height; y++)
            {
                for (int x = 0; x < PixelFont.Width; x++)
                {
                    if (PixelFont.Ink(text[i], x, y)) Fill(left + (((i * PixelFont.Advance) + x) * scale), top + (y * scale), scale, color);
                }
            }
        }
    }

    private void Fill(int left, int top, int side, byte color)
    {
        for (int y = Math.Max(0, top); y < Math.Min(Height, top + side); y++)
        {
            int from = Math.Clamp(left, 0, Width), to = Math.Clamp(left + side, 0, Width);
            Row(y)[from..to].Fill(color);
        }
    }
}
