using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Seedream.Core.Intake;

namespace Seedream.Core.Identity;

/// <summary>
/// Identifies a prompt file row by row, in constant memory. Byte order marks, line ends, quotation, separators, encoding, file
/// format and which of the settings were defaults leave no trace: only what the rows come to.
/// </summary>
internal sealed class ContentHasher : IDisposable
{
    private readonly RowHasher _rows;
    private readonly IncrementalHash _full = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ulong[] _sum = new ulong[RowHasher.HashSize / sizeof(ulong)];
    private readonly byte[] _hash = new byte[RowHasher.HashSize];
    private byte[] _buffer = new byte[4096];
    private int _length;
    private long _valid;

    public ContentHasher(string model) => _rows = new RowHasher(model);

    public void Add(PromptRow row, PromptHeader header)
    {
        if (row.Input is { } input)
        {
            _rows.Hash(row.Id, input, _hash);
            AddToSum();
            _valid++;
            Append((byte)'v');
            Append(_hash);
            // Held, it is another file than the one that a person has cleared of what was said about it.
            if (row.Held is not null)
                Append((byte)'h');
        }
        else
        {
            Append((byte)'i');
        }

        // Of a row with errors every cell counts: to correct one makes another file.
        for (int index = 0; index < row.Cells.Count; index++)
        {
            if ((row.Input is null || header.Meanings[index] is null) && row.Cells[index].Length > 0)
            {
                Append((byte)'c');
                Append(header.Columns[index]);
                Append(row.Cells[index]);
            }
        }

        Flush();
    }

    /// <summary>The file's identity after its last row.</summary>
    /// <param name="run">The run number: a file run again deliberately is another.</param>
    /// <param name="scope">Within which the same content is the same batch; null for everywhere.</param>
    public ContentIdentity Finish(int run, string? scope)
    {
        Flush();
        string full = Convert.ToHexStringLower(_full.GetHashAndReset());
        byte[] sum = new byte[RowHasher.HashSize];
        for (int limb = 0; limb < _sum.Length; limb++)
            BinaryPrimitives.WriteUInt64BigEndian(sum.AsSpan(limb * sizeof(ulong)), _sum[limb]);
        string asked = string.Create(CultureInfo.InvariantCulture, $"asked1|{Convert.ToHexStringLower(sum)}|{_valid}|{run}|{scope}");
        return new ContentIdentity(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(asked))), full);
    }

    public void Dispose() => _full.Dispose();

    // Addition knows no order, and unlike exclusive or it tells two equal rows from none.
    private void AddToSum()
    {
        ulong carry = 0;
        for (int limb = _sum.Length - 1; limb >= 0; limb--)
        {
            UInt128 sum = (UInt128)_sum[limb] + BinaryPrimitives.ReadUInt64BigEndian(_hash.AsSpan(limb * sizeof(ulong))) + carry;
            _sum[limb] = (ulong)sum;
            carry = (ulong)(sum >> 64);
        }
    }

    private void Append(byte value)
    {
        Room(1);
        _buffer[_length++] = value;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        Room(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Append(string text)
    {
        Room(sizeof(int) + (text.Length * 3));
        int length = Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_length + sizeof(int)));
        BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(_length), length);
        _length += sizeof(int) + length;
    }

    private void Room(int bytes)
    {
        if (_buffer.Length - _length < bytes)
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + bytes));
    }

    private void Flush()
    {
        if (_length == 0)
            return;
        _full.AppendData(_buffer, 0, _length);
        _length = 0;
    }
}
