using Microsoft.AspNetCore.Http;
using Seedream.Api.Problems;
using Seedream.Api.Requests;
using Seedream.Core.Batches;
using Seedream.Core.Storage;

namespace Seedream.Api.Files;

/// <summary>All images of a batch at once.</summary>
public sealed class ZipReads
{
    private readonly IObjectStore _images;
    private readonly BatchStore _batches;

    public ZipReads(PipelineStorage storage, BatchStore batches)
    {
        ArgumentNullException.ThrowIfNull(storage);
        _images = storage.Images;
        _batches = batches;
    }

    /// <summary>The images in order of row; with <c>?reports=true</c> the gallery and the other reports too, so that it works unpacked.</summary>
    public async Task<IResult> GetAsync(HttpContext context, string batch)
    {
        ArgumentNullException.ThrowIfNull(context);
        bool reports = new Query(context.Request, "reports").Flag("reports");
        _ = await _batches.GetAsync(batch, context.RequestAborted);
        string folder = StateLayout.Images(batch);
        await foreach (ObjectInfo found in _images.ListAsync(folder, context.RequestAborted))
        {
            if (IsWanted(found))
                return new ZipResult(_images, folder, $"{batch}.zip", IsWanted);
        }

        throw new ApiException(HttpCodes.NotYet, $"{batch} has no images yet") { Id = batch };

        bool IsWanted(ObjectInfo found) => reports || ImageName.RowOf(found.Name[folder.Length..]) is not null;
    }
}
