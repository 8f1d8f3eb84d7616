using System.Runtime.CompilerServices;
using System.Text.Json;
using Seedream.Core.Retention;
using Seedream.Core.Storage;

namespace Seedream.Core.Batches;

/// <summary>The batches in storage.</summary>
public sealed class BatchStore
{
    private readonly IObjectStore _store;
    private readonly Tombstones _tombstones;

    public BatchStore(PipelineStorage storage)
    {
        ArgumentNullException.ThrowIfNull(storage);
        _store = storage.State;
        _tombstones = new Tombstones(storage);
    }

    /// <summary>The batch of this id; null if there is none.</summary>
    public async Task<BatchRecord?> FindAsync(string batch, CancellationToken cancellationToken) =>
        ObjectName.IsValid(batch) && !batch.Contains('/', StringComparison.Ordinal)
        && await _store.TryReadAsync(StateLayout.BatchRecord(batch), cancellationToken) is { } stored
            ? Read(stored)
            : null;

    /// <summary>The batch of this id; <see cref="BatchNotFoundException"/> if there is none.</summary>
    public async Task<BatchRecord> GetAsync(string batch, CancellationToken cancellationToken) =>
        await FindAsync(batch, cancellationToken) ?? throw new BatchNotFoundException(batch);

    /// <summary>
    /// Creates the batch, or returns the one that is there: the same file twice is the same batch. Raises
    /// <see cref="BatchPurgedException"/> for one that was run and purged, since it would be paid for again.
    /// </summary>
    public async Task<BatchRecord> GetOrCreateAsync(BatchRecord batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        await RefusePurgedAsync(batch.Id, cancellationToken);
        string name = StateLayout.BatchRecord(batch.Id);
        if (await _store.TryCreateAsync(name, Write(batch), JsonType, cancellationToken) is null)
            return await GetAsync(batch.Id, cancellationToken);
        try
        {
            // It may have been purged since the first look.
            await RefusePurgedAsync(batch.Id, cancellationToken);
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
        while (true)
        {
            StoredObject stored = await _store.TryReadAsync(name, cancellationToken) ?? throw new BatchNotFoundException(batch);
            BatchRecord before = Read(stored);
            BatchRecord after = change(before);
            if (after == before || await _store.TryReplaceAsync(name, Write(after), JsonType, stored.Version, cancellationToken) is not null)
                return after;
        }
    }

    /// <summary>Every batch, in order of id.</summary>
    public async IAsyncEnumerable<BatchRecord> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (ObjectInfo found in _store.ListAsync(StateLayout.Catalog, cancellationToken))
        {
            if (await _store.TryReadAsync(found.Name, cancellationToken) is { } stored)
                yield return Read(stored);
        }
    }

    private async Task RefusePurgedAsync(string batch, CancellationToken cancellationToken)
    {
        if (await _tombstones.FindAsync(batch, cancellationToken) is { } tombstone)
            throw new BatchPurgedException(tombstone);
    }

    private const string JsonType = "application/json";

    private static byte[] Write(BatchRecord batch) => JsonSerializer.SerializeToUtf8Bytes(batch, BatchesJson.Default.BatchRecord);

    private static BatchRecord Read(StoredObject stored) =>
        JsonSerializer.Deserialize(stored.Content.Span, BatchesJson.Default.BatchRecord) ?? throw new InvalidDataException("the batch record is empty");
}
