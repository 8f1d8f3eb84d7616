namespace Seedream.Simulator.Scheduling;

/// <summary>
/// Runs at most so many generations at a time, in order of arrival. It has no timers: each call first plays what has
/// happened up to now, so a generation starts at the very instant the one before it ended, and a replay of the same
/// arrivals gives the same schedule. Not thread-safe; the simulation holds the lock.
/// </summary>
internal sealed class Scheduler(int capacity, Action<Submission> finished)
{
    private readonly WaitingLine _line = new();
    private readonly PriorityQueue<Submission, (DateTimeOffset End, int Ticket)> _running = new();

    public int InFlight => _line.Count + _running.Count;

    public void Advance(DateTimeOffset now)
    {
        while (_running.TryPeek(out Submission? first, out (DateTimeOffset End, int Ticket) key) && key.End <= now)
        {
            _running.Dequeue();
            first.State = first.Ending == Ending.Success ? SubmissionState.Succeeded : SubmissionState.Failed;
            first.FinishedAt = key.End;
            finished(first);
            StartWaiting(key.End);
        }
    }

    public void Accept(Submission submission, DateTimeOffset now)
    {
        Advance(now);
        _line.Join(submission);
        StartWaiting(now);
        Advance(now);
    }

    public bool Cancel(Submission submission, DateTimeOffset now)
    {
        Advance(now);
        if (submission.State != SubmissionState.Queued) return false;
        submission.State = SubmissionState.Cancelled;
        submission.FinishedAt = now;
        _line.Leave(submission);
        return true;
    }

    public int Ahead(Submission queued) => _line.Ahead(queued);

    private void StartWaiting(DateTimeOffset at)
    {
        while (_running.Count < capacity && _line.Next() is { } next)
        {
            next.State = SubmissionState.Running;
            next.StartedAt = at;
            if (next.Ending != Ending.Never) _running.Enqueue(next, (at + next.Duration, next.Ticket));
        }
    }
}
