using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Seedream.Core.Identity;

/// <summary>
/// What was paid for, in sixteen bytes: the hash of (model, id, input as sent). Two rows with the same key ask the same model
/// for the same thing under the same id. Never changes for what exists: it is compared with what was stored years ago.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct RowKey(ulong High, ulong Low) : IComparable<RowKey>
{
    /// <summary>Bytes of a key.</summary>
    public const int Size = 16;

    /// <summary>The key at the beginning of a hash, or of what <see cref="Write"/> wrote.</summary>
    public static RowKey Read(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));

    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Low);
    }

    public int CompareTo(RowKey other)
    {
        int high = High.CompareTo(other.High);
        return high != 0 ? high : Low.CompareTo(other.Low);
    }

    public static bool operator <(RowKey left, RowKey right) => left.CompareTo(right) < 0;

    public static bool operator >(RowKey left, RowKey right) => left.CompareTo(right) > 0;

    public static bool operator <=(RowKey left, RowKey right) => left.CompareTo(right) <= 0;

    public static bool operator >=(RowKey left, RowKey right) => left.CompareTo(right) >= 0;
}
