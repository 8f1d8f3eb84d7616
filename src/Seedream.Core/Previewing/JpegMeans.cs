namespace Seedream.Core.Previewing;

/// <summary>Puts the means of all components together to a picture of one pixel a block.</summary>
internal static class JpegMeans
{
    public static Raster ToRaster(JpegComponent[] components, int[] quantum, int width, int height, bool isRgb)
    {
        BoxScaler scaler = new(width, height);
        byte[] rgb = new byte[3 * width];
        int mostAcross = components.Max(component => component.Across);
        int mostDown = components.Max(component => component.Down);
        Span<int> sample = stackalloc int[3];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                for (int c = 0; c < components.Length; c++)
                {
                    JpegComponent component = components[c];
                    int at = (y * component.Down / mostDown * component.Stride) + (x * component.Across / mostAcross);
                    sample[c] = (int)Math.Clamp(((long)component.Means[at] * quantum[component.Table] / 8) + 128, 0, 255);
                }

                Convert(sample, components.Length, isRgb, rgb.AsSpan(3 * x, 3));
            }

            scaler.Add(rgb);
        }

        return scaler.Finish();
    }

    private static void Convert(ReadOnlySpan<int> sample, int components, bool isRgb, Span<byte> rgb)
    {
        if (components == 1)
        {
            rgb.Fill((byte)sample[0]);
            return;
        }

        if (isRgb)
        {
            (rgb[0], rgb[1], rgb[2]) = ((byte)sample[0], (byte)sample[1], (byte)sample[2]);
            return;
        }

        (int blue, int red) = (sample[1] - 128, sample[2] - 128);
        rgb[0] = Clamp(sample[0] + (1.402f * red));
        rgb[1] = Clamp(sample[0] - (0.344136f * blue) - (0.714136f * red));
        rgb[2] = Clamp(sample[0] + (1.772f * blue));
    }

    private static byte Clamp(float value) => (byte)Math.Clamp((int)MathF.Round(value), 0, 255);
}
