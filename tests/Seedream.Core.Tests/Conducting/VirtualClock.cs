namespace Seedream.Core.Tests.Conducting;

/// <summary>Time that stands still until the next thing happens. Same order of things on every run.</summary>
internal sealed class VirtualClock
{
    private readonly PriorityQueue<Action, (long Time, long Order)> _events = new();
    private long _order;

    public long Time { get; private set; } = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(Time);

    public void At(long time, Action action) => _events.Enqueue(action, (Math.Max(time, Time), _order++));

    /// <summary>False when nothing will ever happen again.</summary>
    public bool RunNext()
    {
        if (!_events.TryDequeue(out Action? action, out (long Time, long Order) at))
            return false;
        Time = at.Time;
        action();
        return true;
    }
}
