namespace Seedream.Simulator.Pictures;

/// <summary>The tables of a baseline JPEG: the standard luminance Huffman codes (ITU T.81 Annex K), used for all components.</summary>
internal static class JpegTables
{
    public static readonly byte[] DcCounts = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0];
    public static readonly byte[] DcValues = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
    public static readonly byte[] AcCounts = [0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 0x7D];

    public static readonly byte[] AcValues = Convert.FromHexString(
        "01020300041105122131410613516107" + "227114328191A1082342B1C11552D1F0" + "24336272820" + "90A161718191A25262728"
        + "292A3435363738393A43444546474849" + "4A535455565758595A63646566676869" + "6A737475767778797A83848586878889"
        + "8A92939495969798999AA2A3A4A5A6A7" + "A8A9AAB2B3B4B5B6B7B8B9BAC2C3C4C5" + "C6C7C8C9CAD2D3D4D5D6D7D8D9DAE1E2"
        + "E3E4E5E6E7E8E9EAF1F2F3F4F5F6F7F8" + "F9FA");

    /// <summary>From zigzag position to place in the block.</summary>
    public static readonly byte[] ZigZag =
    [
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
        35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
    ];

    public static readonly (int Code, int Bits)[] Dc = Codes(DcCounts, DcValues);
    public static readonly (int Code, int Bits)[] Ac = Codes(AcCounts, AcValues);

    /// <summary>Coarser for finer detail; good quality throughout.</summary>
    public static int Quantum(int place) => 3 + ((place / 8) + (place % 8));

    private static (int Code, int Bits)[] Codes(byte[] counts, byte[] values)
    {
        var codes = new (int, int)[256];
        int code = 0, next = 0;
        for (int bits = 1; bits <= 16; bits++, code <<= 1)
        {
            for (int i = 0; i < counts[bits - 1]; i++) codes[values[next++]] = (code++, bits);
        }
        return codes;
    }
}
