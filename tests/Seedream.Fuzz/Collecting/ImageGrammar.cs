using System.Buffers.Binary;
using System.IO.Hashing;
using Seedream.Core.Collecting;
using Seedream.Fuzz.Generation;

namespace Seedream.Fuzz.Collecting;

/// <summary>Images of right structure, small enough to be made by the million.</summary>
internal static class ImageGrammar
{
    public static byte[] Png(Dice dice, int width, int height)
    {
        List<byte> png = [.. PngStructure.Signature];
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        header[9] = 2;
        Chunk(png, "IHDR"u8, header);
        if (dice.OneIn(2))
            Chunk(png, "tEXt"u8, Noise(dice, 20));
        for (int parts = dice.Between(1, 3); parts > 0; parts--)
            Chunk(png, "IDAT"u8, [1, .. Noise(dice, 60)]);
        Chunk(png, "IEND"u8, []);
        return [.. png];
    }

    public static byte[] Jpeg(Dice dice, int width, int height)
    {
        List<byte> jpeg = [0xFF, 0xD8];
        for (int segments = dice.Below(3); segments > 0; segments--)
            Segment(jpeg, dice.Of<byte>(0xE0, 0xE1, 0xDB, 0xC4, 0xFE), Noise(dice, 30));
        if (dice.OneIn(3))
            jpeg.Add(0xFF);
        Segment(jpeg, dice.Of<byte>(0xC0, 0xC1, 0xC2), [8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, 0x11, 0]);
        for (int scans = dice.Between(1, 2); scans > 0; scans--)
        {
            Segment(jpeg, 0xDA, [1, 1, 0, 0, 63, 0]);
            foreach (byte b in Noise(dice, 60))
                jpeg.AddRange(b == 0xFF ? [0xFF, dice.OneIn(2) ? (byte)0 : (byte)0xD3] : [b]);
        }

        jpeg.AddRange([0xFF, 0xD9]);
        return [.. jpeg];
    }

    public static byte[] Gif(Dice dice, int width, int height) =>
        [.. dice.OneIn(2) ? "GIF89a"u8 : "GIF87a"u8, (byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8), .. Noise(dice, 30), 0x3B];

    public static byte[] WebP(Dice dice, int width, int height)
    {
        byte[] data = [.. Noise(dice, 10), .. new byte[24]];
        ReadOnlySpan<byte> chunk;
        switch (dice.Below(3))
        {
            case 0:
                chunk = "VP8X"u8;
                data[4] = (byte)(width - 1);
                data[5] = (byte)((width - 1) >> 8);
                data[7] = (byte)(height - 1);
                data[8] = (byte)((height - 1) >> 8);
                data[6] = data[9] = 0;
                break;
            case 1:
                chunk = "VP8L"u8;
                data[0] = 0x2F;
                BinaryPrimitives.WriteUInt32LittleEndian(data.AsSpan(1), (uint)(width - 1) | ((uint)(height - 1) << 14));
                break;
            default:
                chunk = "VP8 "u8;
                new byte[] { 0x9D, 0x01, 0x2A }.CopyTo(data.AsSpan(3));
                BinaryPrimitives.WriteUInt16LittleEndian(data.AsSpan(6), (ushort)width);
                BinaryPrimitives.WriteUInt16LittleEndian(data.AsSpan(8), (ushort)height);
                break;
        }

        byte[] webp = [.. "RIFF____WEBP"u8, .. chunk, (byte)data.Length, 0, 0, 0, .. data];
        BinaryPrimitives.WriteInt32LittleEndian(webp.AsSpan(4), webp.Length - 8);
        return webp;
    }

    private static byte[] Noise(Dice dice, int most)
    {
        byte[] noise = new byte[dice.Below(most + 1)];
        dice.Fill(noise);
        return noise;
    }

    private static void Segment(List<byte> jpeg, byte marker, byte[] data) =>
        jpeg.AddRange([0xFF, marker, (byte)((data.Length + 2) >> 8), (byte)(data.Length + 2), .. data]);

    private static void Chunk(List<byte> png, ReadOnlySpan<byte> type, byte[] data)
    {
        byte[] number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.AddRange(number);
        byte[] body = [.. type, .. data];
        png.AddRange(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.HashToUInt32(body));
        png.AddRange(number);
    }
}
