using System.Text;

namespace Seedream.Simulator.Pictures;

/// <summary>Writes a canvas as a baseline JPEG, three components without subsampling.</summary>
internal static class JpegWriter
{
    public static PictureCore Write(Canvas canvas, PictureFacts facts)
    {
        using var file = new MemoryStream();
        file.Write([0xFF, 0xD8]);
        Segment(file, 0xE0, [(byte)'J', (byte)'F', (byte)'I', (byte)'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
        Segment(file, 0xFE, Encoding.ASCII.GetBytes(string.Join('\n', facts.Metadata().Select(m => $"{m.Key}: {m.Value}"))));
        Segment(file, 0xDB, [0, .. JpegTables.ZigZag.Select(place => (byte)JpegTables.Quantum(place))]);
        int height = canvas.PixelHeight, width = canvas.PixelWidth;
        Segment(file, 0xC0, [8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0]);
        Segment(file, 0xC4, [0x00, .. JpegTables.DcCounts, .. JpegTables.DcValues]);
        Segment(file, 0xC4, [0x10, .. JpegTables.AcCounts, .. JpegTables.AcValues]);
        Segment(file, 0xDA, [3, 1, 0, 2, 0, 3, 0, 0, 63, 0]);
        int offset = (int)file.Length;
        JpegScan.Write(canvas, file);
        return new PictureCore(file.ToArray(), offset, (int)file.Length - offset);
    }

    public static byte[] End() => [0xFF, 0xD9];

    private static void Segment(MemoryStream file, byte marker, ReadOnlySpan<byte> data)
    {
        file.Write([0xFF, marker, (byte)((data.Length + 2) >> 8), (byte)(data.Length + 2)]);
        file.Write(data);
    }
}
