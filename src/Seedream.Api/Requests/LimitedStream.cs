using System.Globalization;
using Microsoft.AspNetCore.Http;
using Seedream.Api.Problems;

namespace Seedream.Api.Requests;

/// <summary>A body that may have so many bytes and no more, whatever the host allows.</summary>
/// <param name="inner">The body.</param>
/// <param name="most">Bytes it may have.</param>
/// <param name="broken">The refusal for a body that ends too early; null to let the exception through.</param>
internal sealed class LimitedStream(Stream inner, long most, Func<IOException, ApiException>? broken = null) : Stream
{
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public static ApiException TooLarge(long most) =>
        new(HttpCodes.TooLarge, string.Create(CultureInfo.InvariantCulture, $"expected at most {most:N0} bytes, found more"));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read;
        try
        {
            read = await inner.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException exception) when (broken is not null && exception is not BadHttpRequestException)
        {
            throw broken(exception);
        }

        _read += read;
        return _read <= most ? read : throw TooLarge(most);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("bodies are read asynchronously");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
