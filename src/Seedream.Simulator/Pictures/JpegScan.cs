using System.Runtime.Intrinsics;

namespace Seedream.Simulator.Pictures;

/// <summary>The scan of a JPEG. A block equal to the one before it is not transformed again, which most of a gradient is.</summary>
internal static class JpegScan
{
    private static readonly float[] Cosines = [.. Enumerable.Range(0, 64).Select(place =>
        (float)((place < 8 ? Math.Sqrt(0.125) : 0.5) * Math.Cos(((2 * (place % 8)) + 1) * (place / 8) * Math.PI / 16)))];

    // For each pixel of a row, what it adds to the eight frequencies.
    private static readonly Vector256<float>[] Frequencies =
        [.. Enumerable.Range(0, 8).Select(x => Vector256.Create([.. Enumerable.Range(0, 8).Select(u => Cosine(u, x))]))];

    public static void Write(Canvas canvas, MemoryStream file)
    {
        float[][] planes = [Plane(canvas, 0.299f, 0.587f, 0.114f, -128), Plane(canvas, -0.168736f, -0.331264f, 0.5f, 0), Plane(canvas, 0.5f, -0.418688f, -0.081312f, 0)];
        var bits = new JpegBits(file);
        int stride = (canvas.PixelWidth + 7) / 8 * 8;
        byte[] strip = new byte[8 * stride], cells = new byte[64], before = new byte[64];
        short[][] blocks = [new short[64], new short[64], new short[64]];
        int[] lastDc = new int[3];
        bool first = true;
        for (int top = 0; top < canvas.PixelHeight; top += 8)
        {
            Enlarge(canvas, top, strip, stride);
            for (int left = 0; left < stride; left += 8)
            {
                for (int y = 0; y < 8; y++) strip.AsSpan((y * stride) + left, 8).CopyTo(cells.AsSpan(8 * y));
                bool changed = first || !cells.AsSpan().SequenceEqual(before);
                for (int c = 0; c < 3; c++)
                {
                    if (changed) Transform(cells, planes[c], blocks[c]);
                    bits.Coefficients(blocks[c], ref lastDc[c]);
                }
                (cells, before, first) = (before, cells, false);
            }
        }
        bits.Finish();
    }

    private static float[] Plane(Canvas canvas, float red, float green, float blue, float offset) =>
        [.. Enumerable.Range(0, 256).Select(i => (red * canvas.Palette[3 * i]) + (green * canvas.Palette[(3 * i) + 1]) + (blue * canvas.Palette[(3 * i) + 2]) + offset)];

    // The next eight rows of pixels, the last column and row repeated up to whole blocks.
    private static void Enlarge(Canvas canvas, int top, byte[] strip, int stride)
    {
        for (int y = 0; y < 8; y++)
        {
            Span<byte> row = strip.AsSpan(y * stride, stride);
            canvas.Enlarge(Math.Min(top + y, canvas.PixelHeight - 1) / canvas.Cell, row);
            row[canvas.PixelWidth..].Fill(row[canvas.PixelWidth - 1]);
        }
    }

    private static void Transform(byte[] cells, float[] plane, short[] block)
    {
        if (!cells.AsSpan().ContainsAnyExcept(cells[0]))
        {
            block.AsSpan().Clear();
            block[0] = (short)MathF.Round(plane[cells[0]] * 8 / JpegTables.Quantum(0));
            return;
        }
        // Rows, then columns; each step adds eight frequencies at once.
        Span<Vector256<float>> rows = stackalloc Vector256<float>[8];
        for (int y = 0; y < 8; y++)
        {
            rows[y] = Vector256<float>.Zero;
            for (int x = 0; x < 8; x++) rows[y] += plane[cells[(8 * y) + x]] * Frequencies[x];
        }
        for (int v = 0; v < 8; v++)
        {
            Vector256<float> sum = Vector256<float>.Zero;
            for (int y = 0; y < 8; y++) sum += Cosine(v, y) * rows[y];
            for (int u = 0; u < 8; u++) block[(8 * v) + u] = (short)MathF.Round(sum[u] / JpegTables.Quantum((8 * v) + u));
        }
    }

    private static float Cosine(int frequency, int x) => Cosines[(8 * frequency) + x];
}
