using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace Seedream.Simulator.Pictures;

/// <summary>Writes a canvas as an 8-bit palette PNG.</summary>
internal static class PngWriter
{
    public static PictureCore Write(Canvas canvas, PictureFacts facts)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, canvas.PixelWidth);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), canvas.PixelHeight);
        header[8] = 8;
        header[9] = 3;
        file.Write(Chunk("IHDR", header));
        foreach ((string key, string value) in facts.Metadata()) file.Write(Chunk("tEXt", Encoding.Latin1.GetBytes($"{key}\0{value}")));
        file.Write(Chunk("PLTE", canvas.Palette));
        byte[] pixels = Compress(canvas);
        int offset = (int)file.Length + 8;
        file.Write(Chunk("IDAT", pixels));
        return new PictureCore(file.ToArray(), offset, pixels.Length);
    }

    public static byte[] End() => Chunk("IEND", []);

    public static byte[] Chunk(string type, ReadOnlySpan<byte> data)
    {
        byte[] chunk = new byte[data.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        Encoding.ASCII.GetBytes(type, chunk.AsSpan(4));
        data.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(data.Length + 8), Crc32.HashToUInt32(chunk.AsSpan(4, data.Length + 4)));
        return chunk;
    }

    // Each row of cells is written once; the pixel rows below it are "as above" (filter 2, all zero), which deflate swallows.
    private static byte[] Compress(Canvas canvas)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Fastest))
        {
            byte[] row = new byte[canvas.PixelWidth + 1];
            byte[] asAbove = new byte[(canvas.PixelWidth + 1) * canvas.Cell];
            for (int i = 0; i < canvas.Cell; i++) asAbove[i * (canvas.PixelWidth + 1)] = 2;
            for (int y = 0; y < canvas.Height; y++)
            {
                int rows = Math.Min(canvas.Cell, canvas.PixelHeight - (y * canvas.Cell));
                bool same = y > 0 && canvas.Row(y).SequenceEqual(canvas.Row(y - 1));
                if (!same)
                {
                    canvas.Enlarge(y, row.AsSpan(1));
                    zlib.Write(row);
                    rows--;
                }
                zlib.Write(asAbove, 0, rows * row.Length);
            }
        }
        return compressed.ToArray();
    }
}
