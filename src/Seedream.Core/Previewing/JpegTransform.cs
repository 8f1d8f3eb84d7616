namespace Seedream.Core.Previewing;

/// <summary>The cosine transform of a block, rows then columns, and its quantization.</summary>
internal static class JpegTransform
{
    private static readonly float[] Cosines = [.. Enumerable.Range(0, 64).Select(place =>
        (float)((place < 8 ? Math.Sqrt(0.125) : 0.5) * Math.Cos(((2 * (place % 8)) + 1) * (place / 8) * Math.PI / 16)))];

    public static void Run(ReadOnlySpan<float> block, ReadOnlySpan<byte> quanta, Span<short> coefficients)
    {
        Span<float> rows = stackalloc float[64];
        for (int y = 0; y < 8; y++)
        {
            for (int u = 0; u < 8; u++)
            {
                float sum = 0;
                for (int x = 0; x < 8; x++)
                    sum += Cosines[(8 * u) + x] * block[(8 * y) + x];
                rows[(8 * y) + u] = sum;
            }
        }

        for (int v = 0; v < 8; v++)
        {
            for (int u = 0; u < 8; u++)
            {
                float sum = 0;
                for (int y = 0; y < 8; y++)
                    sum += Cosines[(8 * v) + y] * rows[(8 * y) + u];
                coefficients[(8 * v) + u] = (short)MathF.Round(sum / quanta[(8 * v) + u]);
            }
        }
    }
}
