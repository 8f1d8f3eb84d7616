using System.Globalization;
using Microsoft.AspNetCore.Http;
using Seedream.Api.Problems;
using Seedream.Api.Requests;
using Seedream.Api.Responses;
using Seedream.Core.Batches;
using Seedream.Core.Storage;

namespace Seedream.Api.Files;

/// <summary>The images of a batch, a page at a time: newest first, as they land, or in order of row.</summary>
public sealed class ImageReads
{
    private readonly IObjectStore _images;
    private readonly BatchStore _batches;
    private readonly ImageFacts _facts;

    public ImageReads(PipelineStorage storage, BatchStore batches, ImageFacts facts)
    {
        ArgumentNullException.ThrowIfNull(storage);
        _images = storage.Images;
        _batches = batches;
        _facts = facts;
    }

    public async Task<IResult> ListAsync(HttpContext context, string batch)
    {
        ArgumentNullException.ThrowIfNull(context);
        Query query = new(context.Request, "order", "limit", "next");
        int limit = query.Number("limit", 24, 1, 100);
        string order = query.Text("order") ?? "newest";
        if (order is not ("newest" or "row"))
            throw new ApiException(HttpCodes.BadParameter, $"expected order to be newest or row, found {Shown.Text(order)}");
        BatchRecord record = await _batches.GetAsync(batch, context.RequestAborted);
        string list = $"images|{batch}|{order}";
        string? after = query.Text("next", longest: 1_000) is { } token ? PageToken.Read(list, token) : null;
        // One more than wanted tells whether there is a further page.
        IReadOnlyList<ObjectInfo> found = order == "newest"
            ? await ListNewestAsync(batch, after, limit + 1, context.RequestAborted)
            : await ListByNameAsync(batch, after, limit + 1, context.RequestAborted);
        ObjectInfo[] page = [.. found.Take(limit)];
        ImageList images = new()
        {
            Images = await _facts.OfAsync(record, page, context.RequestAborted),
            Next = found.Count > limit ? PageToken.Write(list, order == "newest" ? Place(page[^1]) : page[^1].Name) : null,
        };
        return new JsonResult<ImageList>(images, ApiJson.Default.ImageList) { Tagged = true };
    }

    private Task<IReadOnlyList<ObjectInfo>> ListNewestAsync(string batch, string? after, int most, CancellationToken cancellationToken)
    {
        string folder = StateLayout.Images(batch);
        (long, string)? behind = null;
        if (after?.Split('|') is [var ticks, var name] && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out long at))
            behind = (at, name);
        return NewestObjects.ListAsync(_images, folder, found => ImageName.RowOf(found.Name[folder.Length..]) is not null, behind, most, cancellationToken);
    }

    private async Task<IReadOnlyList<ObjectInfo>> ListByNameAsync(string batch, string? after, int most, CancellationToken cancellationToken)
    {
        string folder = StateLayout.Images(batch);
        List<ObjectInfo> page = [];
        await foreach (ObjectInfo found in _images.ListAsync(folder, cancellationToken))
        {
            if ((after is not null && string.CompareOrdinal(found.Name, after) <= 0) || ImageName.RowOf(found.Name[folder.Length..]) is null)
                continue;
            page.Add(found);
            if (page.Count == most)
                break;
        }

        return page;
    }

    private static string Place(ObjectInfo info) => string.Create(CultureInfo.InvariantCulture, $"{info.LastModified.UtcTicks}|{info.Name}");
}
