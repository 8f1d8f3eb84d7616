using System.Buffers;

namespace Seedream.Azure.Storage;

/// <summary>
/// Collects bytes into blocks. The buffer starts small and grows to one block, so that many small writers stay small.
/// Disposing only ends the writing: a <see cref="StreamWriter"/> may own it before the commit.
/// </summary>
internal sealed class BlobWriteStream(Func<ReadOnlyMemory<byte>, CancellationToken, Task> stage) : Stream
{
    // 64 writers at once hold 128 MB at most; a blob may have 50,000 blocks, so 100 GB.
    private const int BlockSize = 2 << 20;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(64 << 10);
    private int _filled;
    private long _staged;
    private bool _ended;
    private bool _released;

    /// <summary>What is not staged yet.</summary>
    public ReadOnlyMemory<byte> Rest => _buffer.AsMemory(0, _filled);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => !_ended;

    public override long Length => _staged + _filled;

    public override long Position
    {
        get => Length;
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        cancellationToken.ThrowIfCancellationRequested();
        while (!source.IsEmpty)
        {
            // Only when more comes: what fits one block stays one request.
            if (_filled == BlockSize)
            {
                await stage(Rest, cancellationToken);
                _staged += _filled;
                _filled = 0;
            }

            int count = Math.Min(source.Length, BlockSize - _filled);
            Grow(_filled + count);
            source[..count].CopyTo(_buffer.AsMemory(_filled));
            _filled += count;
            source = source[count..];
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => WriteAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public void Release()
    {
        _ended = true;
        if (_released)
            return;
        _released = true;
        _filled = 0;
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    protected override void Dispose(bool disposing)
    {
        _ended = true;
        base.Dispose(disposing);
    }

    private void Grow(int needed)
    {
        if (needed <= _buffer.Length)
            return;
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Min(BlockSize, Math.Max(needed, _buffer.Length * 2)));
        Rest.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
