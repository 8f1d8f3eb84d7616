namespace Seedream.Local.Tests.Faults;

/// <summary>The system's clock, moved forward on demand.</summary>
internal sealed class LeapingClock : TimeProvider
{
    private long _ahead;

    public void Leap(TimeSpan time) => Interlocked.Add(ref _ahead, time.Ticks);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _ahead));
}
