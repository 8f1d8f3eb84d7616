using Seedream.Core.Storage;

namespace Seedream.Chaos.Trouble;

/// <summary>Repeats what storage in trouble refuses.</summary>
internal static class Patiently
{
    private const int MostTries = 400;

    public static async Task<T> DoAsync<T>(Func<Task<T>> action)
    {
        for (int tries = 0; ; tries++)
        {
            try
            {
                return await action();
            }
            // A client's own time-out looks like a cancellation; nothing is cancelled here.
            catch (Exception exception) when (exception is IOException or StorageUnusableException or OperationCanceledException or AggregateException && tries < MostTries)
            {
                await Task.Delay(300);
            }
        }
    }

    public static Task DoAsync(Func<Task> action) => DoAsync(async () =>
    {
        await action();
        return true;
    });
}
