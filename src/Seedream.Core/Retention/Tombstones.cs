using System.Runtime.CompilerServices;
using System.Text.Json;
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

    public Task<bool> DeleteAsync(string batch, CancellationToken cancellationToken) =>
        _store.DeleteAsync(StateLayout.Tombstone(batch), cancellationToken);

    /// <summary>All of them, in order of batch.</summary>
    public async IAsyncEnumerable<Tombstone> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (ObjectInfo found in _store.ListAsync(StateLayout.Tombstones, cancellationToken))
        {
            if (await _store.TryReadAsync(found.Name, cancellationToken) is { } stored)
                yield return Read(stored);
        }
    }

    private static Tombstone Read(StoredObject stored) =>
        JsonSerializer.Deserialize(stored.Content.Span, RetentionJson.Default.Tombstone) ?? throw new InvalidDataException("the tombstone is empty");
}
