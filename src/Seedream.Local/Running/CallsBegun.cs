namespace Seedream.Local.Running;

/// <summary>The calls one instance has begun and that have not ended, also those its orchestration listens to no longer.</summary>
internal sealed class CallsBegun
{
    private readonly HashSet<Task> _underWay = [];
    private readonly Lock _gate = new();

    public Task<T> Track<T>(Task<T> task)
    {
        lock (_gate)
            _underWay.Add(task);
        _ = task.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return task;
    }

    /// <summary>Waits for all of them, whatever becomes of them.</summary>
    public async Task SettleAsync()
    {
        Task[] left;
        lock (_gate)
            left = [.. _underWay];
        foreach (Task task in left)
            await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Forget(Task task)
    {
        lock (_gate)
            _underWay.Remove(task);
    }
}
