namespace Seedream.Local.Tests.Support;

/// <summary>Waits for something another process does.</summary>
internal static class Eventually
{
    public static Task IsTrueAsync(Func<bool> condition, string what) => IsTrueAsync(() => Task.FromResult(condition()), what);

    public static async Task IsTrueAsync(Func<Task<bool>> condition, string what)
    {
        for (int tries = 0; !await condition(); tries++)
        {
            Assert.True(tries < 3000, $"waited in vain: {what}");
            await Task.Delay(20);
        }
    }
}
