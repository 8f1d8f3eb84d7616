using System.Net;
using System.Net.Http.Headers;

namespace Seedream.Core.RunComfy;

/// <summary>
/// The body of the paid POST: it can go over the wire once. HTTP handlers may send a request again by themselves when a
/// pooled connection turns out to be dead; whatever their rules are today, a second sending of this body throws.
/// </summary>
internal sealed class PaidContent : HttpContent
{
    private readonly ReadOnlyMemory<byte> _json;
    private int _started;

    public PaidContent(ReadOnlyMemory<byte> json)
    {
        _json = json;
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    /// <summary>False proves that not a byte of the body left, so nothing can have been accepted.</summary>
    public bool Started => Volatile.Read(ref _started) != 0;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _started, 1) != 0)
            throw new InvalidOperationException("A paid request is sent once; the connection asked to send it again.");
        await stream.WriteAsync(_json, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _json.Length;
        return true;
    }
}
