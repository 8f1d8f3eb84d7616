using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace Seedream.Api.Files;

/// <summary>
/// Writes a ZIP file to a stream that only goes forward (APPNOTE 6.3.10): entries stored, checksum and size behind each, Zip64
/// where a number outgrows 32 (or 16) bits. Kept of an entry are its name and 28 bytes, for the directory at the end.
/// .NET's own <c>ZipArchive</c> keeps several times that and writes synchronously, which servers forbid.
/// </summary>
internal sealed class ZipStream(Stream target)
{
    private const ushort Version = 20;
    private const ushort Version64 = 45;
    private const ushort Flags = 0x0808; // sizes follow the data; names are UTF-8
    private const ushort Max16 = ushort.MaxValue;
    private const uint Max32 = uint.MaxValue;

    private readonly ArrayBufferWriter<byte> _directory = new(4096);
    private readonly byte[] _record = new byte[128];
    private long _position;
    private long _entries;

    /// <summary>
    /// Adds an entry; its bytes are passed on as they come. The length decides the form: readers that check local headers against
    /// the directory want Zip64 where it is needed and nowhere else.
    /// </summary>
    public async Task AddAsync(string name, DateTimeOffset modified, long expectedLength, Stream content, CancellationToken cancellationToken)
    {
        byte[] nameBytes = Encoding.UTF8.GetBytes(name);
        long start = _position;
        uint time = DosTime(modified);
        bool isLarge = expectedLength >= Max32;
        uint unknown = isLarge ? Max32 : 0;
        int length = new ZipRecord(_record).Number(0x04034b50u).Short(isLarge ? Version64 : Version).Short(Flags).Short(0).Number(time).Number(0)
            .Number(unknown).Number(unknown).Short((ushort)nameBytes.Length).Short((ushort)(isLarge ? 20 : 0)).Length;
        await WriteAsync(_record.AsMemory(0, length), cancellationToken);
        await WriteAsync(nameBytes, cancellationToken);
        if (isLarge)
            await WriteAsync(_record.AsMemory(0, new ZipRecord(_record).Short(1).Short(16).Long(0).Long(0).Length), cancellationToken);

        (uint crc, long size) = await CopyAsync(content, cancellationToken);
        if (size >= Max32 && !isLarge)
            throw new IOException($"'{name}' grew beyond 4 GB while it was read");
        ZipRecord descriptor = new ZipRecord(_record).Number(0x08074b50u).Number(crc);
        descriptor = isLarge ? descriptor.Long(size).Long(size) : descriptor.Number((uint)size).Number((uint)size);
        await WriteAsync(_record.AsMemory(0, descriptor.Length), cancellationToken);
        Remember(nameBytes, time, crc, size, start, isLarge);
    }

    /// <summary>Writes the directory: only now is it a ZIP file.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        long start = _position;
        long size = _directory.WrittenCount;
        await WriteAsync(_directory.WrittenMemory, cancellationToken);
        long end = _position;
        ZipRecord record = new(_record);
        if (_entries >= Max16 || start >= Max32 || size >= Max32)
        {
            record = record.Number(0x06064b50u).Long(44).Short(Version64).Short(Version64).Number(0).Number(0).Long(_entries).Long(_entries).Long(size).Long(start)
                .Number(0x07064b50u).Number(0).Long(end).Number(1);
        }

        ushort count = (ushort)Math.Min(_entries, Max16);
        record = record.Number(0x06054b50u).Short(0).Short(0).Short(count).Short(count).Number((uint)Math.Min(size, Max32)).Number((uint)Math.Min(start, Max32)).Short(0);
        await WriteAsync(_record.AsMemory(0, record.Length), cancellationToken);
    }

    private void Remember(byte[] name, uint time, uint crc, long size, long start, bool isLargeItself)
    {
        _entries++;
        bool isLarge = isLargeItself || start >= Max32;
        ushort version = isLarge ? Version64 : Version;
        Span<byte> entry = _directory.GetSpan(46 + name.Length + 28);
        ZipRecord record = new ZipRecord(_record).Number(0x02014b50u).Short(version).Short(version).Short(Flags).Short(0).Number(time).Number(crc)
            .Number(isLarge ? Max32 : (uint)size).Number(isLarge ? Max32 : (uint)size).Short((ushort)name.Length).Short((ushort)(isLarge ? 28 : 0)).Short(0).Short(0).Short(0)
            .Number(0).Number(isLarge ? Max32 : (uint)start);
        _record.AsSpan(0, record.Length).CopyTo(entry);
        name.CopyTo(entry[record.Length..]);
        int length = record.Length + name.Length;
        if (isLarge)
        {
            record = new ZipRecord(_record).Short(1).Short(24).Long(size).Long(size).Long(start);
            _record.AsSpan(0, record.Length).CopyTo(entry[length..]);
            length += record.Length;
        }

        _directory.Advance(length);
    }

    private async Task<(uint Crc, long Size)> CopyAsync(Stream content, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(80 * 1024);
        try
        {
            Crc32 crc = new();
            long size = 0;
            while (await content.ReadAsync(buffer, cancellationToken) is > 0 and int read)
            {
                crc.Append(buffer.AsSpan(0, read));
                size += read;
                await WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            return (crc.GetCurrentHashAsUInt32(), size);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await target.WriteAsync(bytes, cancellationToken);
        _position += bytes.Length;
    }

    // Two-second steps since 1980, in UTC, so that the same images make the same file everywhere.
    private static uint DosTime(DateTimeOffset time)
    {
        DateTime utc = time.UtcDateTime;
        return utc.Year is < 1980 or > 2107 ? 0x00210000u
            : ((uint)(utc.Year - 1980) << 25) | ((uint)utc.Month << 21) | ((uint)utc.Day << 16) | ((uint)utc.Hour << 11) | ((uint)utc.Minute << 5) | ((uint)utc.Second / 2);
    }

    /// <summary>Little-endian fields one after the other.</summary>
    private readonly struct ZipRecord(byte[] bytes, int length = 0)
    {
        public int Length => length;

        public ZipRecord Short(ushort value)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(length), value);
            return new ZipRecord(bytes, length + 2);
        }

        public ZipRecord Number(uint value)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(length), value);
            return new ZipRecord(bytes, length + 4);
        }

        public ZipRecord Long(long value)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(length), value);
            return new ZipRecord(bytes, length + 8);
        }
    }
}
