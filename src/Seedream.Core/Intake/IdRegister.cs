using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Seedream.Core.Intake;

/// <summary>
/// The ids seen so far and the rows that brought them. Keeps 20 bytes a slot instead of the ids: a million stay below 64 MB.
/// Half a SHA-256 stands for an id, so that nobody can write two ids that are taken for one.
/// </summary>
internal sealed class IdRegister
{
    private UInt128[] _keys = new UInt128[1024];
    private int[] _rows = new int[1024];
    private int _count;

    /// <summary>The row that used the id before, or 0 when it is new and now taken by <paramref name="row"/>.</summary>
    public int Register(string id, int row)
    {
        if (_count >= _keys.Length / 4 * 3)
            Grow();
        int first = Place(_keys, _rows, KeyOf(id), row);
        if (first == 0)
            _count++;
        return first;
    }

    private static UInt128 KeyOf(string id)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(MemoryMarshal.AsBytes(id.AsSpan()), hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }

    // Rows are never 0, so a 0 marks a free slot.
    private static int Place(UInt128[] keys, int[] rows, UInt128 key, int row)
    {
        int mask = keys.Length - 1;
        for (int slot = (int)(uint)key & mask; ; slot = (slot + 1) & mask)
        {
            if (rows[slot] == 0)
            {
                keys[slot] = key;
                rows[slot] = row;
                return 0;
            }

            if (keys[slot] == key)
                return rows[slot];
        }
    }

    private void Grow()
    {
        UInt128[] moreKeys = new UInt128[_keys.Length * 2];
        int[] moreRows = new int[_keys.Length * 2];
        for (int slot = 0; slot < _keys.Length; slot++)
        {
            if (_rows[slot] != 0)
                Place(moreKeys, moreRows, _keys[slot], _rows[slot]);
        }

        _keys = moreKeys;
        _rows = moreRows;
    }
}
