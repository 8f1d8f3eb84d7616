using Seedream.Core.Conducting;
using Seedream.Core.Jobs;

namespace Seedream.Local.Serving;

/// <summary>
/// The one limit of jobs in flight of this process. Each free place goes to whoever waits and has the fewest: to each running
/// batch, or to the single jobs, which count as one. So a second batch gets its share while the first is still under way, and
/// one that is alone has all of it.
/// </summary>
internal sealed class SharedWindow(int places)
{
    private const string SingleJobs = "";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, HashSet<(string Batch, int Row)>> _held = new(StringComparer.Ordinal);
    private readonly List<Waiter> _waiters = [];
    private int _free = places;

    /// <summary>
    /// Waits until at least one of the jobs may be in flight, but no longer than <paramref name="patience"/>; then none may.
    /// Those that are in flight already need no further place.
    /// </summary>
    public async Task<IReadOnlyList<Job>> TakeAsync(string batch, IReadOnlyList<Job> jobs, TimeSpan patience, TimeProvider clock)
    {
        Waiter waiter = new(batch, PartyOf(batch), jobs);
        lock (_gate)
        {
            _waiters.Add(waiter);
            Serve();
        }

        using CancellationTokenSource impatience = new(patience, clock);
        await using (impatience.Token.Register(() => GiveUp(waiter)))
            return await waiter.Granted.Task;
    }

    /// <summary>The job is in flight no longer.</summary>
    public void Release(string batch, IEnumerable<int> rows)
    {
        lock (_gate)
        {
            if (_held.GetValueOrDefault(PartyOf(batch)) is { } held)
                _free += rows.Count(row => held.Remove((batch, row)));
            Serve();
        }
    }

    /// <summary>Nothing of the batch is in flight any longer.</summary>
    public void ReleaseAll(string batch)
    {
        lock (_gate)
        {
            string party = PartyOf(batch);
            if (_held.GetValueOrDefault(party) is { } held)
            {
                _free += held.RemoveWhere(job => job.Batch == batch);
                if (held.Count == 0)
                    _held.Remove(party);
            }

            Serve();
        }
    }

    private static string PartyOf(string batch) => JobId.IsJob(batch) ? SingleJobs : batch;

    private void Serve()
    {
        foreach (Waiter waiter in _waiters)
            waiter.KeepWhatIsHeld(HeldBy(waiter.Party));
        while (_free > 0 && _waiters.Where(waiter => waiter.WantsMore).MinBy(waiter => HeldBy(waiter.Party).Count) is { } next)
        {
            _free--;
            HeldBy(next.Party).Add((next.Batch, next.TakeOne()));
        }

        foreach (Waiter waiter in _waiters.FindAll(waiter => waiter.HasAny))
        {
            _waiters.Remove(waiter);
            waiter.Answer();
        }
    }

    private HashSet<(string Batch, int Row)> HeldBy(string party)
    {
        if (!_held.TryGetValue(party, out HashSet<(string Batch, int Row)>? held))
            _held[party] = held = [];
        return held;
    }

    private void GiveUp(Waiter waiter)
    {
        lock (_gate)
        {
            if (_waiters.Remove(waiter))
                waiter.Answer();
        }
    }

    private sealed class Waiter(string batch, string party, IReadOnlyList<Job> jobs)
    {
        private readonly Queue<Job> _wanted = new(jobs);
        private readonly List<Job> _granted = [];

        public string Batch => batch;

        public string Party => party;

        public TaskCompletionSource<IReadOnlyList<Job>> Granted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool WantsMore => _wanted.Count > 0;

        public bool HasAny => _granted.Count > 0;

        public int TakeOne()
        {
            Job job = _wanted.Dequeue();
            _granted.Add(job);
            return job.Row;
        }

        public void KeepWhatIsHeld(HashSet<(string Batch, int Row)> held)
        {
            for (int left = _wanted.Count; left > 0; left--)
            {
                Job job = _wanted.Dequeue();
                if (held.Contains((batch, job.Row)))
                    _granted.Add(job);
                else
                    _wanted.Enqueue(job);
            }
        }

        public void Answer() => Granted.TrySetResult(_granted);
    }
}
