using Microsoft.AspNetCore.Http;
using Seedream.Core.Storage;

namespace Seedream.Api.Files;

/// <summary>
/// Streams a folder as a ZIP file: stored, not compressed (images are that already), in the order of the names, one file open
/// at a time.
/// </summary>
internal sealed class ZipResult(IObjectStore store, string folder, string downloadName, Func<ObjectInfo, bool> isWanted) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        CancellationToken cancellationToken = httpContext.RequestAborted;
        response.ContentType = "application/zip";
        response.Headers.ContentDisposition = $"attachment; filename=\"{downloadName}\"";
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.XContentTypeOptions = "nosniff";
        if (HttpMethods.IsHead(httpContext.Request.Method))
            return;

        ZipStream zip = new(response.Body);
        await foreach (ObjectInfo found in store.ListAsync(folder, cancellationToken))
        {
            if (!isWanted(found))
                continue;
            await using Stream? content = await store.OpenReadAsync(found.Name, 0, cancellationToken);
            if (content is not null)
                await zip.AddAsync(found.Name[folder.Length..], found.LastModified, found.Length, content, cancellationToken);
        }

        await zip.FinishAsync(cancellationToken);
    }
}
