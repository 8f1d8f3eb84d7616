using System.Diagnostics;

namespace Seedream.Local.Tests.Support;

/// <summary>Waits for something another process does.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static Task IsTrueAsync(Func<bool> condition, string what, TimeSpan? patience = null) => IsTrueAsync(() => Task.FromResult(condition()), what, patience);

    public static async Task IsTrueAsync(Func<Task<bool>> condition, string what, TimeSpan? patience = null)
    {
        long start = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < (patience ?? Patience), $"waited in vain: {what}");
            await Task.Delay(20);
        }
    }
}
