using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace Seedream.Simulator.Tests;

/// <summary>A PNG taken apart, every checksum and every pixel row looked at.</summary>
internal sealed record PngFile(int Width, int Height, int BadChunks, IReadOnlyDictionary<string, string> Texts, long PixelBytes)
{
    public static PngFile Read(byte[] bytes)
    {
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], bytes[..8]);
        int bad = 0, width = 0, height = 0;
        long pixels = 0;
        string type = "";
        Dictionary<string, string> texts = [];
        for (int at = 8; at < bytes.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));
            type = Encoding.ASCII.GetString(bytes, at + 4, 4);
            Span<byte> data = bytes.AsSpan(at + 8, length);
            bool good = Crc32.HashToUInt32(bytes.AsSpan(at + 4, length + 4)) == BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at + 8 + length));
            if (!good) bad++;
            if (type == "IHDR") (width, height) = (BinaryPrimitives.ReadInt32BigEndian(data), BinaryPrimitives.ReadInt32BigEndian(data[4..]));
            if (type == "tEXt") texts.Add(Encoding.Latin1.GetString(data).Split('\0')[0], Encoding.Latin1.GetString(data).Split('\0')[1]);
            if (type == "IDAT" && good) pixels = Inflate(data.ToArray());
            at += 12 + length;
        }
        Assert.Equal("IEND", type);
        return new PngFile(width, height, bad, texts, pixels);
    }

    private static long Inflate(byte[] data)
    {
        using var zlib = new ZLibStream(new MemoryStream(data), CompressionMode.Decompress);
        byte[] buffer = new byte[1 << 16];
        long total = 0;
        for (int read = zlib.Read(buffer); read > 0; read = zlib.Read(buffer)) total += read;
        return total;
    }
}
