using Microsoft.AspNetCore.Http;
using Seedream.Api.Responses;

namespace Seedream.Api.Files;

/// <summary>Answers with a preview: a JPEG of our own making.</summary>
internal sealed class PreviewResult(ReadOnlyMemory<byte> jpeg, string tag, string caching) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        IHeaderDictionary headers = response.Headers;
        headers.ETag = tag;
        headers.CacheControl = caching;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Referrer-Policy"] = "no-referrer";
        if (EntityTag.IsAny(httpContext.Request.Headers.IfNoneMatch, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = "image/jpeg";
        response.ContentLength = jpeg.Length;
        if (!HttpMethods.IsHead(httpContext.Request.Method))
            await response.Body.WriteAsync(jpeg, httpContext.RequestAborted);
    }
}
