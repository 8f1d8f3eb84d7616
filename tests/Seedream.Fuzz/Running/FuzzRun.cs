using System.Diagnostics;

namespace Seedream.Fuzz.Running;

/// <summary>Runs the cases of one target on some workers, and watches over them.</summary>
internal sealed class FuzzRun(string target, ulong seed, long first, long cases, TimeSpan? longest, int workers)
{
    private const int Block = 64;
    private const int MostFailures = 25;
    // In time of the processor, since a busy machine may leave a case alone for long; one that waits for ever uses none.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, FuzzFailure> _failures = new(StringComparer.Ordinal);
    private readonly long[] _running = new long[workers];
    private readonly (long Case, TimeSpan Used, long At)[] _seen = new (long, TimeSpan, long)[workers];
    private readonly long _end = first + cases;
    private long _next = first;
    private long _done;
    private long _failed;
    private long _mostAllocated;
    private bool _isOver;

    /// <summary>Runs to the end. Raises nothing that a case raised: that is in the result.</summary>
    public FuzzResult Run()
    {
        long start = Stopwatch.GetTimestamp();
        Array.Fill(_running, -1);
        Thread[] threads = [.. Enumerable.Range(0, workers).Select(worker => new Thread(() => Work(worker, start), maxStackSize: 1 << 20))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
        {
            while (!thread.Join(500))
                LookForHangs();
        }

        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        return new FuzzResult(target, _done, _failed, elapsed, _mostAllocated, [.. _failures.Values]);
    }

    private void Work(int worker, long start)
    {
        IFuzzTarget instance = FuzzTargets.Create(target);
        while (!Volatile.Read(ref _isOver) && (longest is null || Stopwatch.GetElapsedTime(start) < longest))
        {
            long from = Interlocked.Add(ref _next, Block) - Block;
            long to = Math.Min(from + Block, _end);
            if (from >= to)
                return;
            for (long number = from; number < to; number++)
                RunOne(worker, instance, number);
            Interlocked.Add(ref _done, to - from);
        }
    }

    private void RunOne(int worker, IFuzzTarget instance, long number)
    {
        Volatile.Write(ref _running[worker], number);
        FuzzCase fuzz = new(seed, target, number, isRecorded: false);
        try
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Task task = instance.RunAsync(fuzz);
            // What went on elsewhere cannot be counted here.
            bool isCounted = task.IsCompleted;
            task.GetAwaiter().GetResult();
            if (isCounted)
                CheckMemory(instance, fuzz, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        catch (Exception exception)
        {
            Note(exception, number);
        }

        Volatile.Write(ref _running[worker], -1);
    }

    private void CheckMemory(IFuzzTarget instance, FuzzCase fuzz, long allocated)
    {
        if (allocated > Volatile.Read(ref _mostAllocated))
            Volatile.Write(ref _mostAllocated, allocated);
        long most = instance.MostAllocated(fuzz.InputBytes);
        Expect.That(allocated <= most, $"allocated {allocated} bytes for {fuzz.InputBytes} bytes of input, expected {most} at most");
    }

    private void Note(Exception exception, long number)
    {
        lock (_lock)
        {
            _failed++;
            string cause = CauseOf(exception);
            if (_failures.ContainsKey(cause))
                return;
            _failures.Add(cause, new FuzzFailure(target, seed, number, exception.ToString(), FuzzReplay.InputsOf(target, seed, number)) { Cause = cause });
            _isOver = _failures.Count >= MostFailures;
        }
    }

    // Numbers and quoted texts differ from case to case.
    private static string CauseOf(Exception exception)
    {
        exception = exception.GetBaseException();
        string message = exception is PropertyBrokenException ? string.Concat(exception.Message.Where(c => char.IsAsciiLetter(c) || c == ' ').Take(80)) : "";
        string[] frames = [.. (exception.StackTrace ?? "").Split('\n').Select(line => line.Trim()).Where(line => line.Contains("Seedream.", StringComparison.Ordinal)).Take(2)];
        return $"{exception.GetType().Name} {message} {string.Join(" < ", frames)}";
    }

    private void LookForHangs()
    {
        TimeSpan used = Environment.CpuUsage.TotalTime;
        for (int worker = 0; worker < workers; worker++)
        {
            long number = Volatile.Read(ref _running[worker]);
            ref (long Case, TimeSpan Used, long At) seen = ref _seen[worker];
            if (number < 0 || seen.At == 0 || seen.Case != number)
                seen = (number, used, Stopwatch.GetTimestamp());
            else if (used - seen.Used > Patience * workers || Stopwatch.GetElapsedTime(seen.At) > LongestWait)
                // Nobody can stop a thread from outside, so the run ends here, with the number of the case.
                Environment.FailFast($"{target} --seed {seed} --case {number} does not end");
        }
    }
}
