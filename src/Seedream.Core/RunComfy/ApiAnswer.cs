using System.Net;
using System.Text;
using System.Text.Json;

namespace Seedream.Core.RunComfy;

/// <summary>What came back from a call, read within limits.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Content">At most the limit; empty if it could not be read (only with an error status).</param>
/// <param name="RetryAfter">From the header.</param>
internal sealed record ApiAnswer(HttpStatusCode Status, LimitedBody Content, TimeSpan? RetryAfter) : IDisposable
{
    // What a message may quote of it, with room to spare.
    private const int MostText = 64 * 1024;

    private readonly JsonDocument? _json = JsonReading.Parse(Content.Bytes);

    /// <summary>The body if it is a JSON object.</summary>
    public JsonElement? Object => _json?.RootElement is { ValueKind: JsonValueKind.Object } root ? root : null;

    public VendorError Error => _json is null ? VendorError.None : VendorError.Read(_json.RootElement);

    public bool IsSuccess => (int)Status is >= 200 and <= 299;

    public bool IsEmpty => Content.Bytes.IsEmpty;

    /// <summary>The beginning of the body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Content.Bytes.Span[..Math.Min(Content.Bytes.Length, MostText)]);

    public void Dispose()
    {
        _json?.Dispose();
        Content.Dispose();
    }
}
