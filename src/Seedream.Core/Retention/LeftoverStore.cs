using System.Runtime.CompilerServices;
using System.Text.Json;
using Seedream.Core.Storage;

namespace Seedream.Core.Retention;

/// <summary>Which batches and single jobs have something left to collect: one short listing, however many batches there ever were.</summary>
public sealed class LeftoverStore
{
    private const string JsonType = "application/json";

    private readonly IObjectStore _store;
    private readonly TimeProvider _clock;

    public LeftoverStore(PipelineStorage storage, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(storage);
        _store = storage.State;
        _clock = clock;
    }

    /// <summary>Remembers the batch, unless that was done.</summary>
    public Task AddAsync(string batch, CancellationToken cancellationToken) => _store.TryCreateAsync(
        StateLayout.Leftover(batch), Write(new Leftover { Batch = batch, Since = _clock.GetUtcNow() }), JsonType, cancellationToken);

    public async IAsyncEnumerable<Leftover> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (ObjectInfo found in _store.ListAsync(StateLayout.Leftovers, cancellationToken))
        {
            if (await _store.TryReadAsync(found.Name, cancellationToken) is { } stored
                && JsonSerializer.Deserialize(stored.Content.Span, RetentionJson.Default.Leftover) is { } leftover)
                yield return leftover;
        }
    }

    public Task TriedAsync(Leftover leftover, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(leftover);
        return _store.PutAsync(StateLayout.Leftover(leftover.Batch), Write(leftover with { Tries = leftover.Tries + 1, Last = _clock.GetUtcNow() }), JsonType, cancellationToken);
    }

    public Task RemoveAsync(string batch, CancellationToken cancellationToken) => _store.DeleteAsync(StateLayout.Leftover(batch), cancellationToken);

    private static byte[] Write(Leftover leftover) => JsonSerializer.SerializeToUtf8Bytes(leftover, RetentionJson.Default.Leftover);
}
