using Seedream.Core.Batches;
using Seedream.Core.Storage;

namespace Seedream.Core.Reporting.Gallery;

/// <summary>
/// The gallery: <see cref="ReportNames.RowsPerPage"/> rows a page. The first page stays open to the end, since it shows the
/// totals; every other one is finished when it is full, so that two are open at most.
/// </summary>
internal sealed class GalleryWriter(IObjectStore images, string folder, BatchRecord batch, int rows) : IAsyncDisposable
{
    private readonly int _pages = ReportNames.Pages(rows);
    private GalleryPageWriter? _first;
    private GalleryPageWriter? _further;
    private int _page = 1;

    private string Title => batch.File;

    public async Task AddAsync(ResultRecord record, CancellationToken cancellationToken)
    {
        GalleryPageWriter current = _further ?? await FirstAsync(cancellationToken);
        if (current.Rows == ReportNames.RowsPerPage)
        {
            await FinishFurtherAsync(cancellationToken);
            _page++;
            current = _further = await GalleryPageWriter.CreateAsync(images, folder + ReportNames.Page(_page), Title, cancellationToken);
        }

        await current.AddAsync(record, cancellationToken);
    }

    public async Task CommitAsync(BatchManifest manifest, CancellationToken cancellationToken)
    {
        await FinishFurtherAsync(cancellationToken);
        await (await FirstAsync(cancellationToken)).CommitAsync(Describe(1, manifest), cancellationToken);
        await DeleteStaleAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_further is not null)
            await _further.DisposeAsync();
        if (_first is not null)
            await _first.DisposeAsync();
    }

    private async Task<GalleryPageWriter> FirstAsync(CancellationToken cancellationToken) =>
        _first ??= await GalleryPageWriter.CreateAsync(images, folder + ReportNames.Index, Title, cancellationToken);

    private async Task FinishFurtherAsync(CancellationToken cancellationToken)
    {
        if (_further is null)
            return;
        await _further.CommitAsync(Describe(_page, null), cancellationToken);
        await _further.DisposeAsync();
        _further = null;
    }

    private GalleryPage Describe(int page, BatchManifest? manifest) =>
        new() { Batch = batch.Id, File = batch.File, Page = page, Pages = _pages, Rows = rows, Manifest = manifest };

    // The file of a batch never changes, but its reports may have been written by a version with other pages.
    private async Task DeleteStaleAsync(CancellationToken cancellationToken)
    {
        List<string> stale = [];
        await foreach (ObjectInfo found in images.ListAsync(ReportNames.FurtherPages(folder), cancellationToken))
        {
            if (ReportNames.PageNumber(found.Name[folder.Length..]) > _pages)
                stale.Add(found.Name);
        }

        foreach (string name in stale)
            await images.DeleteAsync(name, cancellationToken);
    }
}
