namespace Seedream.Core.Storage.Folders;

/// <summary>
/// A few threads for calls that block on the disk. The thread pool would grow by one or two a second under such a load, and
/// starve everybody else meanwhile; more than these few slow a journaling file system down again (measured on ext4: 8–16 are best).
/// Threads start when needed and end when idle.
/// </summary>
internal sealed class WorkLanes(string name, int maxThreads)
{
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(10);

    private readonly Queue<Action> _work = new();
    private int _threads;
    private int _idle;

    public static WorkLanes Small { get; } = new("small", 12);

    /// <summary>Flushing megabytes takes its time; the ledger does not queue behind it.</summary>
    public static WorkLanes Bulk { get; } = new("bulk", 6);

    public static WorkLanes Directories { get; } = new("directories", 6);

    public Task RunAsync(Action action, CancellationToken cancellationToken = default) =>
        RunAsync(() =>
        {
            action();
            return true;
        }, cancellationToken);

    /// <summary>Runs it unless cancelled before its turn; once started it runs to its end.</summary>
    public Task<T> RunAsync<T>(Func<T> function, CancellationToken cancellationToken = default)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Enqueue(() =>
        {
            if (cancellationToken.IsCancellationRequested)
            {
                done.SetCanceled(cancellationToken);
                return;
            }

            try
            {
                done.SetResult(function());
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        });
        return done.Task;
    }

    private void Enqueue(Action action)
    {
        lock (_work)
        {
            _work.Enqueue(action);
            if (_idle >= _work.Count)
            {
                Monitor.Pulse(_work);
                return;
            }

            if (_threads == maxThreads)
                return;
            _threads++;
        }

        new Thread(Serve) { IsBackground = true, Name = $"seedream folder {name}" }.Start();
    }

    private void Serve()
    {
        while (Next() is { } action)
            action();
    }

    private Action? Next()
    {
        lock (_work)
        {
            while (_work.Count == 0)
            {
                _idle++;
                bool pulsed = Monitor.Wait(_work, IdleTime);
                _idle--;
                if (pulsed || _work.Count > 0)
                    continue;
                _threads--;
                return null;
            }

            return _work.Dequeue();
        }
    }
}
