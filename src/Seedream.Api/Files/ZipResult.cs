using System.IO.Compression;
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

        // Not disposed when something fails: its end would make a broken archive look whole.
        ZipArchive archive = await ZipArchive.CreateAsync(response.Body, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        await foreach (ObjectInfo found in store.ListAsync(folder, cancellationToken))
        {
            if (isWanted(found))
                await AddAsync(archive, found, cancellationToken);
        }

        await archive.DisposeAsync();
    }

    private async Task AddAsync(ZipArchive archive, ObjectInfo found, CancellationToken cancellationToken)
    {
        await using Stream? content = await store.OpenReadAsync(found.Name, 0, cancellationToken);
        if (content is null)
            return;
        ZipArchiveEntry entry = archive.CreateEntry(found.Name[folder.Length..], CompressionLevel.NoCompression);
        entry.LastWriteTime = found.LastModified.ToUniversalTime();
        await using Stream target = await entry.OpenAsync(cancellationToken);
        await content.CopyToAsync(target, cancellationToken);
    }
}
