using System.Collections.Concurrent;
using Seedream.Core.Storage;

namespace Seedream.Core.Batches;

/// <summary>What can be asked about batches; works from any process that reaches their storage.</summary>
public sealed class BatchQueries
{
    private const int MostRemembered = 2_000;

    private readonly IObjectStore _store;
    private readonly BatchStore _batches;
    private readonly IProgressReader _progress;
    private readonly ConcurrentDictionary<string, (ObjectInfo Found, BatchRecord Record)> _listed = new(StringComparer.Ordinal);

    public BatchQueries(PipelineStorage storage, BatchStore batches, IProgressReader progress)
    {
        ArgumentNullException.ThrowIfNull(storage);
        _store = storage.State;
        _batches = batches;
        _progress = progress;
    }

    /// <summary>A batch, or a single job; null if there is none of this id.</summary>
    public async Task<BatchView?> FindAsync(string batch, CancellationToken cancellationToken) =>
        await _batches.FindAsync(batch, cancellationToken) is { } record
            ? new BatchView(record, record.CompletedAt is null ? await ReadProgressAsync(record, cancellationToken) : null)
            : null;

    /// <summary>Batches in order of id, a page at a time.</summary>
    /// <param name="after">The last id of the page before; null for the first page.</param>
    /// <param name="most">Range 1–1,000.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<RecordPage> ListAsync(string? after, int most, CancellationToken cancellationToken) =>
        RecordPage.ReadAsync(_store, StateLayout.Catalog, after, most, cancellationToken);

    /// <summary>
    /// Batches by the last change of their record, newest first, a page at a time, with the progress of those that run. Every
    /// call lists the whole catalog (one request per 5,000 batches on Azure); records that have not changed are remembered.
    /// </summary>
    /// <param name="behind">The place behind the page before; null for the first page.</param>
    /// <param name="most">Range 1–1,000.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<RecentPage> ListRecentAsync(RecentPlace? behind, int most, CancellationToken cancellationToken)
    {
        (long, string)? place = behind is { } last ? (last.Ticks, StateLayout.BatchRecord(last.Batch)) : null;
        IReadOnlyList<ObjectInfo> found = await NewestObjects.ListAsync(_store, StateLayout.Catalog, _ => true, place, most + 1, cancellationToken);
        BatchView?[] views = new BatchView?[Math.Min(most, found.Count)];
        await Parallel.ForAsync(0, views.Length, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellationToken }, async (i, stop) =>
        {
            if (await ReadListedAsync(found[i], stop) is { } record)
                views[i] = new BatchView(record, record.CompletedAt is null ? await ReadProgressAsync(record, stop) : null);
        });
        List<BatchView> page = [.. views.OfType<BatchView>()];
        return new RecentPage(page, found.Count > most ? new RecentPlace(found[most - 1].LastModified.UtcTicks, IdOf(found[most - 1].Name)) : null);
    }

    private static string IdOf(string name) => name[StateLayout.Catalog.Length..^".json".Length];

    private async Task<BatchRecord?> ReadListedAsync(ObjectInfo found, CancellationToken cancellationToken)
    {
        string id = IdOf(found.Name);
        // A store whose clock counts in seconds tells a version besides.
        if (_listed.TryGetValue(id, out (ObjectInfo Found, BatchRecord Record) known) && known.Found == found)
            return known.Record;
        BatchRecord? record = await _batches.FindAsync(id, cancellationToken);
        if (record?.CompletedAt is not null)
        {
            if (_listed.Count >= MostRemembered)
                _listed.Clear();
            _listed[id] = (found, record);
        }

        return record;
    }

    private async Task<RoundProgress?> ReadProgressAsync(BatchRecord batch, CancellationToken cancellationToken)
    {
        List<ProgressRecord> records = await _progress.ReadAsync(batch, cancellationToken).ToListAsync(cancellationToken);
        if (records.Count == 0)
            return null;
        DateTimeOffset at = records.Max(record => record.At);
        int ended = records.Sum(record => record.Progress.Ended.Values.Sum());
        int finished = ended + records.Sum(record => record.Progress.FinishedEarlier);
        double seconds = (at - records.Min(record => record.Since)).TotalSeconds;
        double? rate = ended > 0 && seconds > 0 ? ended / seconds : null;
        // A further round works on some of the rows only, and nobody has counted which.
        int? left = batch.Round == 1 ? Math.Max(0, batch.Rows - finished) : null;
        return new RoundProgress
        {
            At = at,
            Finished = finished,
            Submitting = records.Sum(record => record.Progress.Submitting),
            Generating = records.Sum(record => record.Progress.Generating),
            Collecting = records.Sum(record => record.Progress.Collecting),
            Ended = records.SelectMany(record => record.Progress.Ended).GroupBy(entry => entry.Key).ToDictionary(group => group.Key, group => group.Sum(entry => entry.Value)),
            Images = records.Sum(record => record.Progress.Images),
            Bytes = records.Sum(record => record.Progress.Bytes),
            CostUsd = records.Sum(record => record.Progress.CostUsd),
            JobsPerSecond = rate,
            Remaining = rate is { } perSecond && left is { } jobs ? TimeSpan.FromSeconds(Math.Min(jobs / perSecond, TimeSpan.MaxValue.TotalSeconds / 2)) : null,
            Note = records.Select(record => record.Progress.Note).FirstOrDefault(note => note is not null),
        };
    }
}
