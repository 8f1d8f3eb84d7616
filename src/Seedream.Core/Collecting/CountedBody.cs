namespace Seedream.Core.Collecting;

/// <summary>The body of a transfer as it comes over the network: counts its bytes, and can be looked at before it is read.</summary>
internal sealed class CountedBody(Stream network) : Stream
{
    private byte[] _head = [];
    private int _taken;

    /// <summary>Bytes received so far.</summary>
    public long Received { get; private set; }

    /// <summary>Everything was received.</summary>
    public bool HasEnded { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The first bytes, which are read again; fewer when the body is shorter.</summary>
    public async Task<ReadOnlyMemory<byte>> PeekAsync(int length, CancellationToken cancellationToken)
    {
        byte[] head = new byte[length];
        int filled = 0;
        while (filled < length && await ReceiveAsync(head.AsMemory(filled), cancellationToken) is var read and > 0)
            filled += read;
        _head = head[..filled];
        return _head;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int left = Math.Min(_head.Length - _taken, buffer.Length);
        if (left <= 0)
            return ReceiveAsync(buffer, cancellationToken);
        _head.AsMemory(_taken, left).CopyTo(buffer);
        _taken += left;
        return ValueTask.FromResult(left);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            network.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        int read = await network.ReadAsync(buffer, cancellationToken);
        Received += read;
        HasEnded |= read == 0 && buffer.Length > 0;
        return read;
    }
}
