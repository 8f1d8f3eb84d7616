using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Seedream.Api.Responses;

namespace Seedream.Api.WebConsole;

/// <summary>Sends a file of the console, under a policy that lets it do no more than it needs.</summary>
internal sealed class ConsoleFileResult(ConsoleFile file) : IResult
{
    // Pictures fetched with a key are shown from memory (blob:). Nothing is evaluated, framed, embedded or sent as a form.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; manifest-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        HttpRequest request = httpContext.Request;
        HttpResponse response = httpContext.Response;
        bool isPacked = file.Brotli is not null && TakesBrotli(request);
        string tag = isPacked ? file.BrotliTag : file.Tag;
        IHeaderDictionary headers = response.Headers;
        headers.ETag = tag;
        headers.CacheControl = "no-cache";
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.XFrameOptions = "DENY";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        if (EntityTag.IsAny(request.Headers.IfNoneMatch, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        byte[] content = isPacked ? file.Brotli! : file.Content;
        if (isPacked)
            headers.ContentEncoding = "br";
        response.ContentType = file.ContentType;
        response.ContentLength = content.Length;
        if (!HttpMethods.IsHead(request.Method))
            await response.Body.WriteAsync(content, httpContext.RequestAborted);
    }

    private static bool TakesBrotli(HttpRequest request) =>
        request.GetTypedHeaders().AcceptEncoding.Any(encoding => encoding.Value.Equals("br", StringComparison.OrdinalIgnoreCase) && encoding.Quality is null or > 0);
}
