using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Seedream.Core.Jobs;
using Seedream.Core.Retention;
using Seedream.Core.Storage;

namespace Seedream.Core.Batches;

/// <summary>
/// The batches in storage. Records of what runs are kept as last seen, so that a change mostly is one conditional write; where
/// somebody else was quicker, the write fails and the record is read again.
/// </summary>
public sealed class BatchStore
{
    private const int MostKept = 4_096;

    private readonly IObjectStore _store;
    private readonly Tombstones _tombstones;
    private readonly ConcurrentDictionary<string, Seen> _seen = new(StringComparer.Ordinal);

    public BatchStore(PipelineStorage storage)
    {
        ArgumentNullException.ThrowIfNull(storage);
        _store = storage.State;
        _tombstones = new Tombstones(storage);
    }

    /// <summary>The batch of this id; null if there is none.</summary>
    public async Task<BatchRecord?> FindAsync(string batch, CancellationToken cancellationToken)
    {
        if (!ObjectName.IsValid(batch) || batch.Contains('/', StringComparison.Ordinal)
            || await _store.TryReadAsync(StateLayout.BatchRecord(batch), cancellationToken) is not { } stored)
            return null;
        BatchRecord record = Read(stored);
        Keep(record, stored.Version);
        return record;
    }

    /// <summary>The batch of this id; <see cref="BatchNotFoundException"/> if there is none.</summary>
    public async Task<BatchRecord> GetAsync(string batch, CancellationToken cancellationToken) =>
        await FindAsync(batch, cancellationToken) ?? throw new BatchNotFoundException(batch);

    /// <summary>The batch as this process saw it last: good enough for what never changes once it runs.</summary>
    public async Task<BatchRecord?> FindSeenAsync(string batch, CancellationToken cancellationToken) =>
        _seen.TryGetValue(batch, out Seen? seen) ? seen.Record : await FindAsync(batch, cancellationToken);

    /// <summary>
    /// True for a round that has ended, or was followed by another: it is not started again, whatever a host still knows of it.
    /// A single job that this process has just taken in is not read for it.
    /// </summary>
    public async Task<bool> HasEndedAsync(string batch, int round, CancellationToken cancellationToken)
    {
        BatchRecord? record = JobId.IsJob(batch) ? await FindSeenAsync(batch, cancellationToken) : await FindAsync(batch, cancellationToken);
        return record is not null && (record.Round > round || (record.Round == round && record.CompletedAt is not null));
    }

    /// <summary>
    /// Creates the batch, or returns the one that is there: the same file twice is the same batch. Raises
    /// <see cref="BatchPurgedException"/> for one that was run and purged, since it would be paid for again.
    /// </summary>
    public async Task<BatchRecord> GetOrCreateAsync(BatchRecord batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        await RefusePurgedAsync(batch.Id, cancellationToken);
        string name = StateLayout.BatchRecord(batch.Id);
        if (await _store.TryCreateAsync(name, Write(batch), JsonType, cancellationToken) is not { } version)
            return await GetAsync(batch.Id, cancellationToken);
        try
        {
            // It may have been purged since the first look.
            await RefusePurgedAsync(batch.Id, cancellationToken);
            Keep(batch, version);
            return batch;
        }
        catch (BatchPurgedException)
        {
            await _store.DeleteAsync(name, CancellationToken.None);
            throw;
        }
    }

    /// <summary>Changes the batch's record; repeated when somebody else changed it meanwhile.</summary>
    public async Task<BatchRecord> UpdateAsync(string batch, Func<BatchRecord, BatchRecord> change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        string name = StateLayout.BatchRecord(batch);
        // Of a single job nearly every change is the only one. A batch changes rarely, and more than one process may do it.
        bool isSeen = _seen.TryRemove(batch, out Seen? seen) && JobId.IsJob(batch);
        while (true)
        {
            if (!isSeen)
            {
                StoredObject stored = await _store.TryReadAsync(name, cancellationToken) ?? throw new BatchNotFoundException(batch);
                seen = new Seen(Read(stored), stored.Version);
            }

            BatchRecord after = change(seen!.Record);
            if (after == seen.Record && !isSeen)
                return after;
            if (after != seen.Record && await _store.TryReplaceAsync(name, Write(after), JsonType, seen.Version, cancellationToken) is { } version)
            {
                Keep(after, version);
                return after;
            }

            isSeen = false;
        }
    }

    /// <summary>Removes the record of a batch that came to nothing.</summary>
    internal Task<bool> DeleteAsync(string batch, CancellationToken cancellationToken)
    {
        _seen.TryRemove(batch, out _);
        return _store.DeleteAsync(StateLayout.BatchRecord(batch), cancellationToken);
    }

    /// <summary>Every batch, in order of id.</summary>
    public IAsyncEnumerable<BatchRecord> ListAsync(CancellationToken cancellationToken) => ListAsync(DateTimeOffset.MinValue, cancellationToken);

    /// <summary>
    /// Batches of which a further round was begun for this kind of host (<see cref="BatchOwner"/>) and has not ended: mostly they run,
    /// but a process may have died between the beginning of a round and its start.
    /// </summary>
    /// <param name="owner">The kind of host.</param>
    /// <param name="changedSince">Records that were last changed before are not read.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public IAsyncEnumerable<BatchRecord> ListBegunAsync(string owner, DateTimeOffset changedSince, CancellationToken cancellationToken) =>
        ListAsync(changedSince, cancellationToken).Where(batch => batch is { CompletedAt: null, Round: > 1 } && batch.Owner == owner);

    private async IAsyncEnumerable<BatchRecord> ListAsync(DateTimeOffset changedSince, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (ObjectInfo found in _store.ListAsync(StateLayout.Catalog, cancellationToken))
        {
            if (found.LastModified >= changedSince && await _store.TryReadAsync(found.Name, cancellationToken) is { } stored)
                yield return Read(stored);
        }
    }

    private async Task RefusePurgedAsync(string batch, CancellationToken cancellationToken)
    {
        // Single jobs are never purged, so there is nothing to look for.
        if (!JobId.IsJob(batch) && await _tombstones.FindAsync(batch, cancellationToken) is { } tombstone)
            throw new BatchPurgedException(tombstone);
    }

    private const string JsonType = "application/json";

    private void Keep(BatchRecord record, string version)
    {
        if (record.CompletedAt is not null || _seen.Count >= MostKept)
            _seen.TryRemove(record.Id, out _);
        else
            _seen[record.Id] = new Seen(record, version);
    }

    private static byte[] Write(BatchRecord batch) => JsonSerializer.SerializeToUtf8Bytes(batch, BatchesJson.Default.BatchRecord);

    private static BatchRecord Read(StoredObject stored) =>
        JsonSerializer.Deserialize(stored.Content.Span, BatchesJson.Default.BatchRecord) ?? throw new InvalidDataException("the batch record is empty");

    private sealed record Seen(BatchRecord Record, string Version);
}
