using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Seedream.Core.Collecting;

/// <summary>
/// CRC-32 as PNG and ZIP use it. Checking a file must cost little beside copying it, so long runs are folded 64 bytes a step by
/// carry-less multiplication where the processor has it (Intel, "Fast CRC Computation Using PCLMULQDQ"), and go through
/// tables 16 bytes a step elsewhere.
/// </summary>
public static class Crc32
{
    public const uint Start = 0xFFFFFFFF;

    private const int Slices = 16;
    private const int FoldedAtLeast = 128;
    private static readonly uint[] Table = MakeTable();

    public static uint Finish(uint crc) => ~crc;

    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        if (Pclmulqdq.IsSupported && bytes.Length >= FoldedAtLeast)
            crc = Fold(crc, ref bytes);
        return AppendByTable(crc, bytes);
    }

    internal static uint AppendByTable(uint crc, ReadOnlySpan<byte> bytes)
    {
        ref uint table = ref MemoryMarshal.GetArrayDataReference(Table);
        while (bytes.Length >= Slices)
        {
            uint a = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ crc;
            uint b = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            uint c = BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
            uint d = BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]);
            crc = Four(ref table, 12, a) ^ Four(ref table, 8, b) ^ Four(ref table, 4, c) ^ Four(ref table, 0, d);
            bytes = bytes[Slices..];
        }

        foreach (byte value in bytes)
            crc = Table[(byte)(crc ^ value)] ^ (crc >> 8);
        return crc;
    }

    // Folds all whole 64-byte blocks into 16 bytes of the same remainder, whose CRC then is the CRC of them all.
    private static uint Fold(uint crc, ref ReadOnlySpan<byte> bytes)
    {
        var by512 = Vector128.Create(0x0154442bd4UL, 0x01c6e41596UL);
        var by128 = Vector128.Create(0x01751997d0UL, 0x00ccaa009eUL);
        ReadOnlySpan<Vector128<ulong>> blocks = MemoryMarshal.Cast<byte, Vector128<ulong>>(bytes[..(bytes.Length & ~63)]);
        bytes = bytes[(blocks.Length * 16)..];

        Vector128<ulong> x0 = blocks[0] ^ Vector128.CreateScalar((ulong)crc);
        Vector128<ulong> x1 = blocks[1];
        Vector128<ulong> x2 = blocks[2];
        Vector128<ulong> x3 = blocks[3];
        for (blocks = blocks[4..]; blocks.Length >= 4; blocks = blocks[4..])
        {
            x0 = Step(x0, by512) ^ blocks[0];
            x1 = Step(x1, by512) ^ blocks[1];
            x2 = Step(x2, by512) ^ blocks[2];
            x3 = Step(x3, by512) ^ blocks[3];
        }

        x1 ^= Step(x0, by128);
        x2 ^= Step(x1, by128);
        x3 ^= Step(x2, by128);
        Span<byte> remainder = stackalloc byte[16];
        x3.AsByte().CopyTo(remainder);
        return AppendByTable(0, remainder);
    }

    private static Vector128<ulong> Step(Vector128<ulong> x, Vector128<ulong> constants) =>
        Pclmulqdq.CarrylessMultiply(x, constants, 0x00) ^ Pclmulqdq.CarrylessMultiply(x, constants, 0x11);

    // Every index is a byte plus a slice below sixteen: within the table by construction.
    private static uint Four(ref uint table, int slice, uint word) =>
        Entry(ref table, slice + 3, (byte)word) ^ Entry(ref table, slice + 2, (byte)(word >> 8))
        ^ Entry(ref table, slice + 1, (byte)(word >> 16)) ^ Entry(ref table, slice, (byte)(word >> 24));

    private static uint Entry(ref uint table, int slice, byte value) =>
        System.Runtime.CompilerServices.Unsafe.Add(ref table, (slice << 8) + value);

    private static uint[] MakeTable()
    {
        uint[] table = new uint[Slices * 256];
        for (uint i = 0; i < 256; i++)
        {
            uint crc = i;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            table[i] = crc;
        }

        for (int i = 256; i < table.Length; i++)
            table[i] = (table[i - 256] >> 8) ^ table[(byte)table[i - 256]];
        return table;
    }
}
