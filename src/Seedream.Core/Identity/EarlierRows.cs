using System.Runtime.InteropServices;
using Seedream.Core.Submission;

namespace Seedream.Core.Identity;

/// <summary>
/// The rows that earlier versions of a file have, to be matched with the rows of a new one as a multiset: the third of five
/// equal rows matches the third of them there. 28 bytes a row.
/// </summary>
internal sealed class EarlierRows
{
    private readonly List<string> _batches = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<Entry> _entries = [];
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private int[]? _taken;

    /// <summary>What the rows were read from: with the same sources the same rows match the same.</summary>
    public List<string> Sources { get; } = [];

    public bool IsEmpty => _entries.Count == 0;

    /// <summary>From here on the rows of this batch are added; rows of others that lie in its ledger have been, or are, added with it.</summary>
    public void Begin(string batch) => _read.Add(batch);

    /// <summary>True when the rows in the ledger of this batch come from its own plan.</summary>
    public bool IsRead(string batch) => _read.Contains(batch);

    public void Add(RowKey key, LedgerPlace place)
    {
        if (!_numbers.TryGetValue(place.Batch, out int number))
        {
            _numbers.Add(place.Batch, number = _batches.Count);
            _batches.Add(place.Batch);
        }

        _entries.Add(new Entry(key, number, place.Row));
    }

    /// <summary>The place of the next earlier row with this key; null when there is none left.</summary>
    public LedgerPlace? Take(RowKey key)
    {
        if (IsEmpty)
            return null;
        _taken ??= Sort();
        int first = First(key);
        if (first == _entries.Count || _entries[first].Key != key)
            return null;
        int next = first + _taken[first];
        if (next == _entries.Count || _entries[next].Key != key)
            return null;
        _taken[first]++;
        return new LedgerPlace(_batches[_entries[next].Batch], _entries[next].Row);
    }

    // Batches were numbered in the order in which they came, and that is the order among equal rows. A place that more than one
    // version names counts once.
    private int[] Sort()
    {
        _entries.Sort(Entry.Compare);
        int kept = 0;
        for (int index = 0; index < _entries.Count; index++)
        {
            if (index == 0 || _entries[index] != _entries[kept - 1])
                _entries[kept++] = _entries[index];
        }

        _entries.RemoveRange(kept, _entries.Count - kept);
        return new int[kept];
    }

    private int First(RowKey key)
    {
        int low = 0;
        int high = _entries.Count;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (_entries[middle].Key < key)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Entry(RowKey Key, int Batch, int Row)
    {
        public static int Compare(Entry one, Entry other)
        {
            int key = one.Key.CompareTo(other.Key);
            if (key != 0)
                return key;
            int batch = one.Batch.CompareTo(other.Batch);
            return batch != 0 ? batch : one.Row.CompareTo(other.Row);
        }
    }
}
