using Microsoft.AspNetCore.Http;
using Seedream.Api.Problems;
using Seedream.Api.Requests;
using Seedream.Api.Responses;
using Seedream.Core.Batches;
using Seedream.Core.Reporting;
using Seedream.Core.Storage;

namespace Seedream.Api.Files;

/// <summary>Images, reports and gallery pages are fetched, all from the folder of their batch or job.</summary>
public sealed class FileReads
{
    private const string ImageCaching = "private, max-age=300";
    private readonly IObjectStore _images;
    private readonly BatchStore _batches;
    private readonly ImageTags _tags;

    public FileReads(PipelineStorage storage, BatchStore batches, ImageTags tags)
    {
        ArgumentNullException.ThrowIfNull(storage);
        _images = storage.Images;
        _batches = batches;
        _tags = tags;
    }

    /// <summary>An image of a batch or of a single job.</summary>
    public async Task<IResult> GetImageAsync(HttpContext context, string batch, string name)
    {
        ArgumentNullException.ThrowIfNull(context);
        _ = new Query(context.Request);
        return new StoredFileResult(await FindImageAsync(batch, name, context.RequestAborted));
    }

    /// <summary>A report of a batch.</summary>
    public async Task<IResult> GetReportAsync(HttpContext context, string batch, string name)
    {
        ArgumentNullException.ThrowIfNull(context);
        _ = new Query(context.Request);
        ObjectInfo info = await FindAsync(batch, name, HttpCodes.NotYet, context.RequestAborted);
        return new StoredFileResult(new StoredFile(_images, info, EntityTag.Of(info)) { AsDownload = true, DownloadName = $"{batch}-{name}" });
    }

    /// <summary>The gallery, below whose address its relative links lead to the pages, reports and images beside it.</summary>
    public async Task<IResult> GetGalleryAsync(HttpContext context, string batch)
    {
        ArgumentNullException.ThrowIfNull(context);
        _ = new Query(context.Request);
        await FindAsync(batch, ReportNames.Index, HttpCodes.NotYet, context.RequestAborted);
        return Results.Redirect($"/api/batches/{batch}/gallery/{ReportNames.Index}");
    }

    /// <summary>Anything of the gallery's folder: a page, a report or an image.</summary>
    public async Task<IResult> GetGalleryFileAsync(HttpContext context, string batch, string name)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (ImageName.RowOf(name) is not null)
            return await GetImageAsync(context, batch, name);
        _ = new Query(context.Request);
        ObjectInfo info = await FindAsync(batch, name, HttpCodes.NotYet, context.RequestAborted);
        return new StoredFileResult(new StoredFile(_images, info, EntityTag.Of(info)));
    }

    /// <summary>What is known of an image; raises <see cref="HttpCodes.NotFound"/> when there is none.</summary>
    internal async Task<StoredFile> FindImageAsync(string batch, string name, CancellationToken cancellationToken)
    {
        if (ImageName.RowOf(name) is not { } row)
            throw new ApiException(HttpCodes.NotFound, $"there is no image {Shown.Text(name)}");
        ObjectInfo info = await FindAsync(batch, name, HttpCodes.NotFound, cancellationToken);
        return new StoredFile(_images, info, await _tags.OfAsync(batch, name, row, info, cancellationToken)) { CacheControl = ImageCaching };
    }

    private async Task<ObjectInfo> FindAsync(string batch, string name, HttpCode otherwise, CancellationToken cancellationToken)
    {
        if (await _images.TryGetInfoAsync(StateLayout.Images(batch) + name, cancellationToken) is { } info)
            return info;
        if (await _batches.FindAsync(batch, cancellationToken) is null)
            throw new BatchNotFoundException(batch);
        throw new ApiException(otherwise, $"{batch} has no file {Shown.Text(name)}") { Id = batch };
    }
}
