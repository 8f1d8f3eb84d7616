using System.Text.Json;
using Seedream.Core.Storage;

namespace Seedream.Core.Batches;

/// <summary>A page of batches or of single jobs.</summary>
/// <param name="Records">In order of id.</param>
/// <param name="Next">Ask for what is after this id; null on the last page.</param>
public sealed record RecordPage(IReadOnlyList<BatchRecord> Records, string? Next)
{
    private const int ParallelReads = 16;

    internal static async Task<RecordPage> ReadAsync(IObjectStore store, string prefix, string? after, int most, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most, 1_000);
        List<string> names = [];
        await foreach (ObjectInfo found in store.ListAsync(prefix, cancellationToken))
        {
            if (after is not null && string.CompareOrdinal(IdOf(found.Name), after) <= 0)
                continue;
            if (names.Count == most)
                return new RecordPage(await ReadAsync(store, names, cancellationToken), IdOf(names[^1]));
            names.Add(found.Name);
        }

        return new RecordPage(await ReadAsync(store, names, cancellationToken), Next: null);
    }

    private static async Task<List<BatchRecord>> ReadAsync(IObjectStore store, List<string> names, CancellationToken cancellationToken)
    {
        List<BatchRecord> records = [];
        foreach (string[] chunk in names.Chunk(ParallelReads))
        {
            foreach (StoredObject? stored in await Task.WhenAll(chunk.Select(name => store.TryReadAsync(name, cancellationToken))))
            {
                if (stored is not null && JsonSerializer.Deserialize(stored.Content.Span, BatchesJson.Default.BatchRecord) is { } record)
                    records.Add(record);
            }
        }

        return records;
    }

    private static string IdOf(string name) => name[(name.LastIndexOf('/') + 1)..^".json".Length];
}
