namespace Seedream.Core.Previewing;

/// <summary>Writes a small picture as a baseline JPEG, colour at half the density.</summary>
internal static class JpegWriter
{
    public static byte[] Write(Raster picture)
    {
        using MemoryStream file = new();
        file.Write([0xFF, 0xD8]);
        Segment(file, 0xE0, [(byte)'J', (byte)'F', (byte)'I', (byte)'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
        Segment(file, 0xDB, [0, .. JpegTables.ZigZag.Select(place => JpegTables.Light[place])]);
        Segment(file, 0xDB, [1, .. JpegTables.ZigZag.Select(place => JpegTables.Color[place])]);
        (int height, int width) = (picture.Height, picture.Width);
        Segment(file, 0xC0, [8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]);
        Segment(file, 0xC4, [0x00, .. JpegTables.DcCounts, .. JpegTables.DcValues]);
        Segment(file, 0xC4, [0x10, .. JpegTables.AcCounts, .. JpegTables.AcValues]);
        Segment(file, 0xDA, [3, 1, 0, 2, 0, 3, 0, 0, 63, 0]);
        Scan(picture, new JpegBitWriter(file));
        file.Write([0xFF, 0xD9]);
        return file.ToArray();
    }

    private static void Scan(Raster picture, JpegBitWriter bits)
    {
        JpegPlanes planes = new(picture);
        float[] block = new float[64];
        short[] coefficients = new short[64];
        int[] last = new int[3];
        for (int top = 0; top < picture.Height; top += 16)
        {
            for (int left = 0; left < picture.Width; left += 16)
            {
                for (int corner = 0; corner < 4; corner++)
                {
                    planes.Light(left + (corner % 2 * 8), top + (corner / 2 * 8), block);
                    JpegTransform.Run(block, JpegTables.Light, coefficients);
                    bits.Write(coefficients, ref last[0]);
                }

                for (int c = 1; c <= 2; c++)
                {
                    planes.Color(c, left / 2, top / 2, block);
                    JpegTransform.Run(block, JpegTables.Color, coefficients);
                    bits.Write(coefficients, ref last[c]);
                }
            }
        }

        bits.Finish();
    }

    private static void Segment(MemoryStream file, byte marker, ReadOnlySpan<byte> data)
    {
        file.Write([0xFF, marker, (byte)((data.Length + 2) >> 8), (byte)(data.Length + 2)]);
        file.Write(data);
    }
}
