using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using Seedream.Core.Collecting;

namespace Seedream.Core.Tests.Collecting;

/// <summary>Images whose structure is right; nobody looks at their pixels.</summary>
internal static class TestImages
{
    public static byte[] Png(int width, int height, int dataBytes = 1000, int seed = 1)
    {
        var png = new List<byte>(dataBytes + 200);
        png.AddRange(PngStructure.Signature);
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        header[9] = 2;
        AddChunk(png, "IHDR", header);
        AddChunk(png, "tEXt", "Comment\0test"u8);
        byte[] data = new byte[dataBytes];
        new Random(seed).NextBytes(data);
        foreach (byte[] part in data.Chunk(8192))
            AddChunk(png, "IDAT", part);
        AddChunk(png, "IEND", []);
        return [.. png];
    }

    public static byte[] Jpeg(int width, int height, int dataBytes = 1000)
    {
        // The thumbnail in APP1 has its own markers, which mean nothing.
        byte[] jpeg =
        [
            0xFF, 0xD8, 0xFF, 0xE1, 0x00, 0x08, 0xFF, 0xD8, 0xFF, 0xD9, 0x00, 0x00,
            0xFF, 0xFF, 0xC4, 0x00, 0x03, 0x00,
            0xFF, 0xC2, 0x00, 0x0B, 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, 0x11, 0,
            0xFF, 0xDA, 0x00, 0x08, 1, 1, 0, 0, 63, 0,
        ];
        byte[] data = new byte[dataBytes];
        new Random(7).NextBytes(data);
        for (int i = 0; i < data.Length; i++)
        {
            if (data[i] == 0xFF)
                data[i] = 0xFE;
        }

        return [.. jpeg, .. data, 0xFF, 0x00, 0xFF, 0xD3, .. data, 0xFF, 0xDA, 0x00, 0x08, 1, 1, 0, 0, 63, 0, 1, 2, 3, 0xFF, 0xD9];
    }

    public static byte[] Gif(ushort width, ushort height) =>
        [.. "GIF89a"u8, (byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8), 0, 0, 0, 0x3B];

    public static byte[] WebP(int width, int height)
    {
        byte[] data = new byte[100];
        data[4] = (byte)(width - 1);
        data[5] = (byte)((width - 1) >> 8);
        data[7] = (byte)(height - 1);
        data[8] = (byte)((height - 1) >> 8);
        byte[] webp = [.. "RIFF____WEBPVP8X"u8, 100, 0, 0, 0, .. data];
        BinaryPrimitives.WriteInt32LittleEndian(webp.AsSpan(4), webp.Length - 8);
        return webp;
    }

    public static byte[] Mp4() => [0, 0, 0, 24, .. "ftypisom"u8, .. new byte[500]];

    private static void AddChunk(List<byte> png, string type, ReadOnlySpan<byte> data)
    {
        byte[] number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.AddRange(number);
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        png.AddRange(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.HashToUInt32(body));
        png.AddRange(number);
    }
}
