namespace Seedream.Core.Tests.Previewing;

/// <summary>Writes a grey progressive JPEG whose means come in two scans, with a restart marker after every second block.</summary>
internal static class TestJpeg
{
    // Sizes 0–11, all with codes of four bits.
    private static readonly byte[] Counts = [0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    public static byte[] Progressive(int[] means, int columns)
    {
        int rows = means.Length / columns;
        List<byte> file = [0xFF, 0xD8];
        // A quantum of eight: a mean is the coefficient as it is.
        Segment(file, 0xDB, [0, .. Enumerable.Repeat((byte)8, 64)]);
        Segment(file, 0xC2, [8, (byte)(rows * 8 >> 8), (byte)(rows * 8), (byte)(columns * 8 >> 8), (byte)(columns * 8), 1, 1, 0x11, 0]);
        Segment(file, 0xC4, [0, .. Counts, .. Enumerable.Range(0, 12).Select(size => (byte)size)]);
        Segment(file, 0xDD, [0, 2]);
        Segment(file, 0xDA, [1, 1, 0, 0, 0, 0x01]);
        Scan(file, means.Length, First(means));
        Segment(file, 0xDA, [1, 1, 0, 0, 0, 0x10]);
        Scan(file, means.Length, block => [(means[block] & 1, 1)]);
        file.AddRange([0xFF, 0xD9]);
        return [.. file];
    }

    private static Func<int, (int Value, int Bits)[]> First(int[] means)
    {
        return block =>
        {
            int last = block % 2 == 0 ? 0 : means[block - 1] >> 1;
            int difference = (means[block] >> 1) - last;
            int size = 32 - int.LeadingZeroCount(Math.Abs(difference));
            return [(size, 4), (difference < 0 ? difference + (1 << size) - 1 : difference, size)];
        };
    }

    private static void Scan(List<byte> file, int blocks, Func<int, (int Value, int Bits)[]> write)
    {
        for (int first = 0; first < blocks; first += 2)
        {
            if (first > 0)
                file.AddRange([0xFF, (byte)(0xD0 + ((first / 2) - 1) % 8)]);
            string bits = string.Concat(Enumerable.Range(first, Math.Min(2, blocks - first)).SelectMany(write)
                .Select(value => value.Bits == 0 ? "" : Convert.ToString(value.Value, 2).PadLeft(value.Bits, '0')));
            for (int at = 0; at < bits.Length; at += 8)
            {
                byte packed = Convert.ToByte(bits[at..Math.Min(bits.Length, at + 8)].PadRight(8, '1'), 2);
                file.Add(packed);
                if (packed == 0xFF)
                    file.Add(0);
            }
        }
    }

    private static void Segment(List<byte> file, byte marker, byte[] data) =>
        file.AddRange([0xFF, marker, (byte)((data.Length + 2) >> 8), (byte)(data.Length + 2), .. data]);
}
