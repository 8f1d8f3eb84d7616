using System.Collections.Concurrent;

namespace Seedream.Benchmarks.Children;

/// <summary>How often each operation of the storage port was called.</summary>
internal sealed class StorageCalls
{
    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public void Count(string operation) => _counts.AddOrUpdate(operation, 1, static (_, count) => count + 1);

    public void Reset() => _counts.Clear();

    public Dictionary<string, long> Read() => new(_counts, StringComparer.Ordinal);
}
