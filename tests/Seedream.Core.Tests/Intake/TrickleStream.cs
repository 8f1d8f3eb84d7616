namespace Seedream.Core.Tests.Intake;

/// <summary>Gives any number of bytes, few at a time, without a length; can fail on the way.</summary>
internal sealed class TrickleStream(Func<long, byte> at, long length, int most = int.MaxValue, long failAt = long.MaxValue) : Stream
{
    public long Given { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public static TrickleStream Of(byte[] bytes, int most) => new(position => bytes[position], bytes.Length, most);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Given >= failAt)
            throw new IOException("The cable is out");
        int count = (int)Math.Min(Math.Min(buffer.Length, most), length - Given);
        for (int index = 0; index < count; index++)
            buffer.Span[index] = at(Given + index);
        Given += count;
        return ValueTask.FromResult(count);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
