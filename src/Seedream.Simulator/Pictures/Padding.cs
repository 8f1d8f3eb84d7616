namespace Seedream.Simulator.Pictures;

/// <summary>
/// Incompressible bytes that bring a file to a realistic size: PNG chunks of a private type, JPEG APP15 segments.
/// Blocks exist once per size and are shared by all pictures, so a 16 MB file costs no memory and no checksum.
/// </summary>
internal static class Padding
{
    private const int Smallest = 10;
    private const int LargestPng = 20;
    private const int LargestJpeg = 15;

    private static readonly byte[][] Png = [.. Enumerable.Range(Smallest, LargestPng - Smallest + 1).Select(power => PngWriter.Chunk("siMp", Noise(power, 12)))];

    private static readonly byte[][] Jpeg = [.. Enumerable.Range(Smallest, LargestJpeg - Smallest + 1).Select(JpegSegment)];

    /// <summary>Blocks of powers of two that add up to the wished number of bytes, to within 1 KiB.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Blocks(bool jpeg, long bytes)
    {
        byte[][] blocks = jpeg ? Jpeg : Png;
        for (int i = blocks.Length - 1; i >= 0; i--)
        {
            for (; bytes >= blocks[i].Length; bytes -= blocks[i].Length) yield return blocks[i];
        }
    }

    private static byte[] Noise(int power, int overhead)
    {
        byte[] noise = new byte[(1 << power) - overhead];
        Seeded.Fill(noise, (ulong)power);
        return noise;
    }

    private static byte[] JpegSegment(int power)
    {
        int length = (1 << power) - 2;
        return [0xFF, 0xEF, (byte)(length >> 8), (byte)length, .. Noise(power, 4)];
    }
}
