using Microsoft.AspNetCore.Http;

namespace Seedream.Api.Responses;

/// <summary>Answers with bytes in memory that do not change while the process lives.</summary>
internal sealed class BytesResult(byte[] content, string contentType) : IResult
{
    private readonly string _tag = EntityTag.Of(content);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        response.Headers.ETag = _tag;
        response.Headers.CacheControl = "no-cache";
        response.Headers.XContentTypeOptions = "nosniff";
        if (EntityTag.IsAny(httpContext.Request.Headers.IfNoneMatch, _tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = contentType;
        response.ContentLength = content.Length;
        if (!HttpMethods.IsHead(httpContext.Request.Method))
            await response.Body.WriteAsync(content, httpContext.RequestAborted);
    }
}
