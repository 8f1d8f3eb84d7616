using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Seedream.Api.Requests;

/// <summary>A request's body within a limit of our own.</summary>
internal static class RequestBody
{
    /// <summary>The body as a stream that refuses to go beyond the limit; a declared length beyond it is refused before a byte is read.</summary>
    public static Stream Open(HttpRequest request, long most)
    {
        ContentTypeCheck.ExpectPlain(request);
        if (request.ContentLength > most)
            throw LimitedStream.TooLarge(most);
        // The host's own limit must not come first: its default is below ours.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
            feature.MaxRequestBodySize = null;
        return new LimitedStream(request.Body, most);
    }

    /// <summary>A small body whole.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, int most, CancellationToken cancellationToken)
    {
        await using Stream body = Open(request, most);
        using MemoryStream whole = new();
        await body.CopyToAsync(whole, cancellationToken);
        return whole.GetBuffer().AsMemory(0, (int)whole.Length);
    }
}
