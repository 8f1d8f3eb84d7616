namespace Seedream.Core.Tests.Collecting;

/// <summary>Real time in which waits of up to 20 s pass a thousand times as fast; longer ones (timeouts) are left alone.</summary>
internal sealed class HurriedTime : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Hurried(System.CreateTimer(callback, state, Hurry(dueTime), period));

    private static TimeSpan Hurry(TimeSpan wait) => wait > TimeSpan.Zero && wait <= TimeSpan.FromSeconds(20) ? wait / 1000 : wait;

    private sealed class Hurried(ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(Hurry(dueTime), period);

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
