using System.Runtime.InteropServices;

namespace Seedream.Core.Storage.Folders;

/// <summary>
/// Makes the entries of a directory durable. One flush serves every caller whose entry was there before the flush began:
/// callers that come while one is under way share the next.
/// </summary>
internal sealed class DirectoryFlush(Action<string> flush)
{
    // Not the same as "no flags": a child process must not inherit the descriptor.
    internal static readonly int CloseOnExec = OperatingSystem.IsLinux() ? 0x80000 : OperatingSystem.IsMacOS() ? 0x1000000 : 0;

    private readonly Dictionary<string, Round> _rounds = new(StringComparer.Ordinal);

    public DirectoryFlush()
        : this(Flush)
    {
    }

    public Task FlushAsync(string directory)
    {
        if (OperatingSystem.IsWindows())
            return Task.CompletedTask;
        lock (_rounds)
        {
            if (_rounds.TryGetValue(directory, out Round? running))
                return (running.Next ??= NewSource()).Task;
            var first = new Round { Next = NewSource() };
            _rounds.Add(directory, first);
            _ = WorkLanes.Directories.RunAsync(() => Serve(directory, first));
            return first.Next.Task;
        }
    }

    /// <summary>Flushes now, on this thread.</summary>
    public static void Flush(string directory)
    {
        if (OperatingSystem.IsWindows())
            return;
        int descriptor = UnixCalls.Open(directory, CloseOnExec);
        if (descriptor < 0)
            throw ErrorCodes.ToException(Marshal.GetLastPInvokeError(), directory);
        try
        {
            // Some network file systems cannot flush a directory and say so; they write entries through.
            while (UnixCalls.Sync(descriptor) != 0)
            {
                int error = Marshal.GetLastPInvokeError();
                if (error == ErrorCodes.Invalid || ErrorCodes.IsUnsupported(error))
                    return;
                if (error != ErrorCodes.Interrupted)
                    throw ErrorCodes.ToException(error, directory);
            }
        }
        finally
        {
            _ = UnixCalls.Close(descriptor);
        }
    }

    private void Serve(string directory, Round round)
    {
        while (true)
        {
            TaskCompletionSource? current;
            lock (_rounds)
            {
                current = round.Next;
                round.Next = null;
                if (current is null)
                {
                    _rounds.Remove(directory);
                    return;
                }
            }

            try
            {
                flush(directory);
                current.SetResult();
            }
            catch (Exception exception)
            {
                current.SetException(exception);
            }
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Round
    {
        public TaskCompletionSource? Next { get; set; }
    }
}
