using System.Buffers.Binary;
using System.IO.Compression;

namespace Seedream.Core.Tests.Previewing;

/// <summary>Writes small PNGs of every kind, each row with the next of the five filters.</summary>
internal static class TestPng
{
    public static byte[] Write(int width, int height, int color, int depth, Func<int, int, int[]> samples, byte[]? palette = null, byte[]? opacity = null, int interlace = 0)
    {
        int channels = color switch { 0 or 3 => 1, 2 => 3, 4 => 2, _ => 4 };
        int rowBytes = ((width * channels * depth) + 7) / 8;
        int pixel = Math.Max(1, channels * depth / 8);
        byte[] above = new byte[rowBytes];
        using MemoryStream raw = new();
        for (int y = 0; y < height; y++)
        {
            byte[] row = new byte[rowBytes];
            for (int x = 0; x < width; x++)
            {
                int[] values = samples(x, y);
                for (int c = 0; c < channels; c++)
                    Put(row, (x * channels) + c, depth, values[c]);
            }

            raw.WriteByte((byte)(y % 5));
            raw.Write(Filter(y % 5, row, above, pixel));
            above = row;
        }

        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9], header[12]) = ((byte)depth, (byte)color, (byte)interlace);
        using MemoryStream packed = new();
        using (ZLibStream zlib = new(packed, CompressionLevel.Fastest, leaveOpen: true))
            zlib.Write(raw.ToArray());
        byte[] pixels = packed.ToArray();
        // Pixels in two chunks, and one that nobody knows.
        return
        [
            0x89, .. "PNG\r\n\u001a\n"u8, .. Chunk("IHDR"u8, header), .. Chunk("xxXx"u8, new byte[5000]),
            .. palette is null ? [] : Chunk("PLTE"u8, palette), .. opacity is null ? [] : Chunk("tRNS"u8, opacity),
            .. Chunk("IDAT"u8, pixels[..(pixels.Length / 2)]), .. Chunk("IDAT"u8, pixels[(pixels.Length / 2)..]), .. Chunk("IEND"u8, []),
        ];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> type, byte[] data)
    {
        byte[] chunk = new byte[data.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        type.CopyTo(chunk.AsSpan(4));
        data.CopyTo(chunk, 8);
        return chunk;
    }

    private static void Put(byte[] row, int index, int depth, int value)
    {
        if (depth == 16)
            (row[2 * index], row[(2 * index) + 1]) = ((byte)value, (byte)(value * 7));
        else if (depth == 8)
            row[index] = (byte)value;
        else
            row[index * depth / 8] |= (byte)(value << (8 - depth - (index * depth % 8)));
    }

    private static byte[] Filter(int filter, byte[] row, byte[] above, int pixel)
    {
        byte[] filtered = new byte[row.Length];
        for (int i = 0; i < row.Length; i++)
        {
            int left = i < pixel ? 0 : row[i - pixel];
            int corner = i < pixel ? 0 : above[i - pixel];
            int expected = filter switch { 0 => 0, 1 => left, 2 => above[i], 3 => (left + above[i]) / 2, _ => Nearest(left, above[i], corner) };
            filtered[i] = (byte)(row[i] - expected);
        }

        return filtered;
    }

    private static int Nearest(int left, int above, int corner)
    {
        int guess = left + above - corner;
        return new[] { left, above, corner }.MinBy(value => Math.Abs(guess - value));
    }
}
