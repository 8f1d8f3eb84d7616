using System.Buffers;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Headers;
using Microsoft.Net.Http.Headers;
using Seedream.Api.Problems;

namespace Seedream.Api.Responses;

/// <summary>Streams a stored file: preconditions, one range, caching headers, in constant memory from any store.</summary>
internal sealed class StoredFileResult(StoredFile file) : IResult
{
    private const int BufferSize = 80 * 1024;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        HttpRequest request = httpContext.Request;
        HttpResponse response = httpContext.Response;
        RequestHeaders asked = request.GetTypedHeaders();
        if (IsAnother(asked))
        {
            await new ProblemResult(new ApiException(HttpCodes.Changed, $"'{file.FileName}' has the entity tag {file.Tag}")).ExecuteAsync(httpContext);
            return;
        }

        if (IsKnown(request, asked))
        {
            Describe(response);
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        long size = file.Info.Length;
        ByteRange? range = ByteRange.Of(request, size, file.Tag, file.Modified);
        if (range is { Length: < 0 })
        {
            string whole = string.Create(CultureInfo.InvariantCulture, $"bytes */{size}");
            ApiException refusal = new(HttpCodes.BadRange, string.Create(CultureInfo.InvariantCulture, $"expected a range within {size} bytes, found {request.Headers.Range}"))
            {
                Headers = [new(HeaderNames.ContentRange, whole)],
            };
            await new ProblemResult(refusal).ExecuteAsync(httpContext);
            return;
        }

        (long start, long length) = range is { } part ? (part.Start, part.Length) : (0, size);
        await using Stream? content = await file.Store.OpenReadAsync(file.Info.Name, start, httpContext.RequestAborted);
        if (content is null)
        {
            await new ProblemResult(new ApiException(HttpCodes.NotFound, $"'{file.FileName}' is gone")).ExecuteAsync(httpContext);
            return;
        }

        Describe(response);
        response.ContentLength = length;
        if (range is not null)
        {
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes {start}-{start + length - 1}/{size}");
        }

        if (!HttpMethods.IsHead(request.Method))
            await CopyAsync(content, response.Body, length, httpContext);
    }

    private bool IsAnother(RequestHeaders asked) =>
        asked.IfMatch.Count > 0 ? !EntityTag.IsAnyStrongly(asked.Headers.IfMatch, file.Tag)
        : asked.IfUnmodifiedSince is { } since && file.Modified > since;

    private bool IsKnown(HttpRequest request, RequestHeaders asked) =>
        request.Headers.IfNoneMatch.Count > 0 ? EntityTag.IsAny(request.Headers.IfNoneMatch, file.Tag)
        : asked.IfModifiedSince is { } since && file.Modified <= since;

    private void Describe(HttpResponse response)
    {
        ServedType type = ServedType.Of(file.FileName);
        response.ContentType = type.ContentType;
        IHeaderDictionary headers = response.Headers;
        headers.ETag = file.Tag;
        headers.LastModified = HeaderUtilities.FormatDate(file.Modified);
        headers.AcceptRanges = "bytes";
        headers.CacheControl = file.CacheControl;
        headers.XContentTypeOptions = "nosniff";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Referrer-Policy"] = "no-referrer";
        if (!type.IsPage)
            headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        if (file.AsDownload || !type.IsShown)
            headers.ContentDisposition = Disposition(file.DownloadName.Length > 0 ? file.DownloadName : file.FileName);
    }

    private static string Disposition(string name)
    {
        ContentDispositionHeaderValue disposition = new("attachment");
        disposition.SetHttpFileName(name);
        return disposition.ToString();
    }

    private static async Task CopyAsync(Stream content, Stream body, long length, HttpContext context)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (length > 0)
            {
                int read = await content.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, length)), context.RequestAborted);
                if (read == 0)
                {
                    // Headers promised more: only a broken connection tells the client that this is not the file.
                    context.Abort();
                    return;
                }

                await body.WriteAsync(buffer.AsMemory(0, read), context.RequestAborted);
                length -= read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
