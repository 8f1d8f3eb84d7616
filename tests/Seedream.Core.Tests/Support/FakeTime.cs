using Microsoft.Extensions.Time.Testing;

namespace Seedream.Core.Tests.Support;

internal static class FakeTime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Lets time pass, step by step, until the task ends. A fixed number of steps would not do: they can all be over before the
    /// task, on a pool that is busy, has set the timer that it waits for.
    /// </summary>
    public static async Task PassUntilAsync(this FakeTimeProvider clock, Task task, TimeSpan step)
    {
        using CancellationTokenSource enough = new(Patience);
        while (!task.IsCompleted)
        {
            enough.Token.ThrowIfCancellationRequested();
            clock.Advance(step);
            await Task.WhenAny(task, Task.Delay(1, CancellationToken.None));
        }
    }
}
