using System.Runtime.CompilerServices;
using System.Text.Json;
using Seedream.Core.Storage;

namespace Seedream.Core.Batches;

/// <summary>The progress of conductors in storage, so that any process can tell how far a batch is.</summary>
public sealed class ProgressStore : IProgressReader
{
    private readonly IObjectStore _store;

    public ProgressStore(PipelineStorage storage)
    {
        ArgumentNullException.ThrowIfNull(storage);
        _store = storage.State;
    }

    public Task WriteAsync(string batch, ProgressRecord record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(record, BatchesJson.Default.ProgressRecord);
        return _store.PutAsync(StateLayout.Progress(batch, record.Instance), json, "application/json", cancellationToken);
    }

    public async IAsyncEnumerable<ProgressRecord> ReadAsync(BatchRecord batch, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        // The dot keeps round 1 from finding round 12.
        string prefix = StateLayout.ProgressOf(batch.Id, BatchInput.InstanceId(batch.Id, batch.Round) + ".");
        await foreach (ObjectInfo found in _store.ListAsync(prefix, cancellationToken))
        {
            if (await _store.TryReadAsync(found.Name, cancellationToken) is { } stored
                && JsonSerializer.Deserialize(stored.Content.Span, BatchesJson.Default.ProgressRecord) is { } record)
                yield return record;
        }
    }
}
