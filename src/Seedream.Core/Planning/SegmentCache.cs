namespace Seedream.Core.Planning;

/// <summary>The plan segments used last, as bytes, within a fixed number of bytes in all. A plan never changes, so nothing goes stale.</summary>
internal sealed class SegmentCache(long capacity)
{
    private readonly Dictionary<string, LinkedListNode<Entry>> entries = new(StringComparer.Ordinal);
    private readonly LinkedList<Entry> recent = new();
    private readonly Lock gate = new();
    private long held;

    public PlanSegment? Find(string name)
    {
        lock (gate)
        {
            if (!entries.TryGetValue(name, out LinkedListNode<Entry>? node))
                return null;
            recent.Remove(node);
            recent.AddFirst(node);
            return node.Value.Segment;
        }
    }

    public void Keep(string name, PlanSegment segment)
    {
        lock (gate)
        {
            if (segment.Size > capacity || entries.ContainsKey(name))
                return;
            entries.Add(name, recent.AddFirst(new Entry(name, segment)));
            held += segment.Size;
            while (held > capacity)
            {
                Entry oldest = recent.Last!.Value;
                recent.RemoveLast();
                entries.Remove(oldest.Name);
                held -= oldest.Segment.Size;
            }
        }
    }

    private sealed record Entry(string Name, PlanSegment Segment);
}
