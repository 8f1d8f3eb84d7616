namespace Seedream.Simulator.Scheduling;

/// <summary>Counts the calls about one thing, per kind of call.</summary>
internal sealed class CallCounter
{
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>1 for the first call of this kind.</summary>
    public int Next(string kind)
    {
        lock (_counts) return _counts[kind] = _counts.GetValueOrDefault(kind) + 1;
    }
}
