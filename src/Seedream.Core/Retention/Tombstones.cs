using System.Runtime.CompilerServices;
using System.Text.Json;
using Seedream.Core.Identity;
using Seedream.Core.Storage;

namespace Seedream.Core.Retention;

/// <summary>The tombstones in storage.</summary>
public sealed class Tombstones
{
    private readonly IObjectStore _store;

    public Tombstones(PipelineStorage storage)
    {
        ArgumentNullException.ThrowIfNull(storage);
        _store = storage.State;
    }

    /// <summary>The tombstone of a batch; null if it was not purged, or was forgotten.</summary>
    public async Task<Tombstone?> FindAsync(string batch, CancellationToken cancellationToken) =>
        await _store.TryReadAsync(StateLayout.Tombstone(batch), cancellationToken) is { } stored ? Read(stored) : null;

    /// <summary>Writes it; the first one stands.</summary>
    public Task WriteAsync(Tombstone tombstone, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tombstone);
        byte[] content = JsonSerializer.SerializeToUtf8Bytes(tombstone, RetentionJson.Default.Tombstone);
        return _store.TryCreateAsync(StateLayout.Tombstone(tombstone.Batch), content, "application/json", cancellationToken);
    }

    /// <summary>What is left of the rows; written before the tombstone, so that there is none without.</summary>
    internal Task WriteRowsAsync(string batch, IAsyncEnumerable<PurgedRow> rows, CancellationToken cancellationToken) =>
        PurgedRows.WriteAsync(_store, batch, rows, cancellationToken);

    /// <summary>What is left of the rows of a purged batch; none for one purged by an earlier release, or forgotten.</summary>
    internal IAsyncEnumerable<PurgedRow> ReadRowsAsync(string batch, CancellationToken cancellationToken) =>
        PurgedRows.ReadAsync(_store, batch, cancellationToken);

    /// <summary>Adds those rows of a purged batch that ran. False when it was not purged.</summary>
    internal async Task<bool> AddRowsAsync(string batch, EarlierRows earlier, CancellationToken cancellationToken)
    {
        if (await FindAsync(batch, cancellationToken) is null)
            return false;
        await foreach (PurgedRow row in ReadRowsAsync(batch, cancellationToken))
        {
            if (row.Ran)
                earlier.Add(row.Key, row.Place);
        }

        return true;
    }

    public async Task<bool> DeleteAsync(string batch, CancellationToken cancellationToken)
    {
        bool deleted = await _store.DeleteAsync(StateLayout.Tombstone(batch), cancellationToken);
        await _store.DeleteAsync(StateLayout.TombstoneRows(batch), cancellationToken);
        return deleted;
    }

    /// <summary>All of them, in order of batch.</summary>
    public async IAsyncEnumerable<Tombstone> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (ObjectInfo found in _store.ListAsync(StateLayout.Tombstones, cancellationToken))
        {
            if (found.Name.EndsWith(".json", StringComparison.Ordinal) && await _store.TryReadAsync(found.Name, cancellationToken) is { } stored)
                yield return Read(stored);
        }
    }

    private static Tombstone Read(StoredObject stored) =>
        JsonSerializer.Deserialize(stored.Content.Span, RetentionJson.Default.Tombstone) ?? throw new InvalidDataException("the tombstone is empty");
}
