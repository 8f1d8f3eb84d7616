using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Seedream.Api.Responses;

/// <summary>Answers with JSON; with an <c>ETag</c> when asked, and then with 304 to whoever has it already.</summary>
internal sealed class JsonResult<T>(T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK, string contentType = "application/json") : IResult, IStatusCodeHttpResult
{
    public int? StatusCode => status;

    /// <summary>Sent as <c>Location</c>.</summary>
    public string? Location { get; init; }

    /// <summary>Gives the answer an entity tag of its content.</summary>
    public bool Tagged { get; init; }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(value, type);
        response.StatusCode = status;
        if (Location is not null)
            response.Headers.Location = Location;
        response.Headers.XContentTypeOptions = "nosniff";
        if (response.Headers.CacheControl.Count == 0)
            response.Headers.CacheControl = Tagged ? "no-cache" : "no-store";
        if (Tagged && status == StatusCodes.Status200OK)
        {
            string tag = EntityTag.Of(body);
            response.Headers.ETag = tag;
            if (EntityTag.IsAny(httpContext.Request.Headers.IfNoneMatch, tag))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }
        }

        response.ContentType = contentType;
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(httpContext.Request.Method))
            await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }
}
