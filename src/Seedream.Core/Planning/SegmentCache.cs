namespace Seedream.Core.Planning;

/// <summary>The plan segments used last, as bytes, within a fixed number of bytes in all. A plan never changes, so nothing goes stale.</summary>
internal sealed class SegmentCache(long capacity)
{
    private readonly Dictionary<string, LinkedListNode<Entry>> _entries = new(StringComparer.Ordinal);
    private readonly LinkedList<Entry> _recent = new();
    private readonly Lock _gate = new();
    private long _held;

    public PlanSegment? Find(string name)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(name, out LinkedListNode<Entry>? node))
                return null;
            _recent.Remove(node);
            _recent.AddFirst(node);
            return node.Value.Segment;
        }
    }

    public void Keep(string name, PlanSegment segment)
    {
        lock (_gate)
        {
            if (segment.Size > capacity || _entries.ContainsKey(name))
                return;
            _entries.Add(name, _recent.AddFirst(new Entry(name, segment)));
            _held += segment.Size;
            while (_held > capacity)
            {
                Entry oldest = _recent.Last!.Value;
                _recent.RemoveLast();
                _entries.Remove(oldest.Name);
                _held -= oldest.Segment.Size;
            }
        }
    }

    private sealed record Entry(string Name, PlanSegment Segment);
}
