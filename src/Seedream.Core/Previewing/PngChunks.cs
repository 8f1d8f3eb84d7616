using System.Buffers.Binary;

namespace Seedream.Core.Previewing;

/// <summary>Walks through the chunks of a PNG, behind its signature. Checksums were looked at when the file was collected.</summary>
internal sealed class PngChunks(Stream source)
{
    public const int Ihdr = 0x49484452;
    public const int Plte = 0x504C5445;
    public const int Trns = 0x74524E53;
    public const int Idat = 0x49444154;
    public const int Iend = 0x49454E44;
    private const int CrcBytes = 4;

    private readonly byte[] _head = new byte[8];
    private readonly byte[] _skipped = new byte[4096];
    private bool _begun;

    public int Type { get; private set; }

    /// <summary>Bytes of this chunk that were not read yet.</summary>
    public int Left { get; private set; }

    /// <summary>Goes to the next chunk; false at the end.</summary>
    public async Task<bool> NextAsync(CancellationToken cancellationToken)
    {
        if (_begun)
            await SkipAsync(Left + (long)CrcBytes, cancellationToken);
        _begun = true;
        if (await source.ReadAtLeastAsync(_head, _head.Length, throwOnEndOfStream: false, cancellationToken) < _head.Length)
            return false;
        uint length = BinaryPrimitives.ReadUInt32BigEndian(_head);
        Left = length <= int.MaxValue ? (int)length : throw new InvalidDataException("one of its chunks is too long");
        Type = BinaryPrimitives.ReadInt32BigEndian(_head.AsSpan(4));
        return Type != Iend;
    }

    public async Task<byte[]> ReadAsync(int length, CancellationToken cancellationToken)
    {
        if (length > Left)
            throw new InvalidDataException("one of its chunks is too short");
        byte[] bytes = new byte[length];
        await source.ReadExactlyAsync(bytes, cancellationToken);
        Left -= length;
        return bytes;
    }

    public async ValueTask<int> ReadSomeAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        int read = await source.ReadAsync(buffer[..Math.Min(buffer.Length, Left)], cancellationToken);
        Left -= read;
        return read > 0 ? read : throw new EndOfStreamException("it ends within its pixels");
    }

    private async Task SkipAsync(long length, CancellationToken cancellationToken)
    {
        for (; length > 0; length -= _skipped.Length)
            await source.ReadExactlyAsync(_skipped.AsMemory(0, (int)Math.Min(length, _skipped.Length)), cancellationToken);
    }
}
