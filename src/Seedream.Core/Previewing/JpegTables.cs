namespace Seedream.Core.Previewing;

/// <summary>The tables of the JPEGs written here: those of ITU T.81 Annex K; the quanta scaled for quality 80.</summary>
internal static class JpegTables
{
    private const int Percent = 40;

    public static readonly byte[] DcCounts = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0];
    public static readonly byte[] DcValues = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
    public static readonly byte[] AcCounts = [0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 0x7D];

    public static readonly byte[] AcValues = Convert.FromHexString(
        "01020300041105122131410613516107" + "227114328191A1082342B1C11552D1F0" + "2433627282090A161718191A25262728"
        + "292A3435363738393A43444546474849" + "4A535455565758595A63646566676869" + "6A737475767778797A83848586878889"
        + "8A92939495969798999AA2A3A4A5A6A7" + "A8A9AAB2B3B4B5B6B7B8B9BAC2C3C4C5" + "C6C7C8C9CAD2D3D4D5D6D7D8D9DAE1E2"
        + "E3E4E5E6E7E8E9EAF1F2F3F4F5F6F7F8" + "F9FA");

    /// <summary>From zigzag position to place in the block.</summary>
    public static readonly byte[] ZigZag =
    [
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
        35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
    ];

    public static readonly byte[] Light = Scale(
    [
        16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
        18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
    ]);

    public static readonly byte[] Color = Scale(
    [
        17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
    ]);

    private static byte[] Scale(byte[] quanta) => [.. quanta.Select(quantum => (byte)Math.Max(1, ((quantum * Percent) + 50) / 100))];
}
