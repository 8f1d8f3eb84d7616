namespace Seedream.Simulator.Pictures;

/// <summary>The scan of a JPEG. A block equal to the one before it is not transformed again, which most of a gradient is.</summary>
internal static class JpegScan
{
    private static readonly float[] Cosines = [.. Enumerable.Range(0, 64).Select(Cosine)];

    public static void Write(Canvas canvas, MemoryStream file)
    {
        float[][] planes = [Plane(canvas, 0.299f, 0.587f, 0.114f, -128), Plane(canvas, -0.168736f, -0.331264f, 0.5f, 0), Plane(canvas, 0.5f, -0.418688f, -0.081312f, 0)];
        var bits = new JpegBits(file);
        byte[] cells = new byte[64], before = new byte[64];
        short[][] blocks = [new short[64], new short[64], new short[64]];
        int[] lastDc = new int[3];
        bool first = true;
        for (int top = 0; top < canvas.PixelHeight; top += 8)
        {
            for (int left = 0; left < canvas.PixelWidth; left += 8)
            {
                Gather(canvas, left, top, cells);
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

    private static void Gather(Canvas canvas, int left, int top, byte[] cells)
    {
        for (int y = 0; y < 8; y++)
        {
            ReadOnlySpan<byte> row = canvas.Row(Math.Min(top + y, canvas.PixelHeight - 1) / canvas.Cell);
            for (int x = 0; x < 8; x++) cells[(8 * y) + x] = row[Math.Min(left + x, canvas.PixelWidth - 1) / canvas.Cell];
        }
    }

    private static void Transform(byte[] cells, float[] plane, short[] block)
    {
        Span<float> rows = stackalloc float[64];
        for (int y = 0; y < 8; y++)
        {
            for (int u = 0; u < 8; u++)
            {
                float sum = 0;
                for (int x = 0; x < 8; x++) sum += plane[cells[(8 * y) + x]] * Cosines[(8 * u) + x];
                rows[(8 * y) + u] = sum;
            }
        }
        for (int v = 0; v < 8; v++)
        {
            for (int u = 0; u < 8; u++)
            {
                float sum = 0;
                for (int y = 0; y < 8; y++) sum += rows[(8 * y) + u] * Cosines[(8 * v) + y];
                block[(8 * v) + u] = (short)MathF.Round(sum / JpegTables.Quantum((8 * v) + u));
            }
        }
    }

    private static float Cosine(int place)
    {
        int frequency = place / 8, x = place % 8;
        return (float)((frequency == 0 ? Math.Sqrt(0.125) : 0.5) * Math.Cos(((2 * x) + 1) * frequency * Math.PI / 16));
    }
}
