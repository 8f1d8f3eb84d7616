namespace Seedream.Simulator.Scheduling;

/// <summary>
/// The queue of waiting submissions. Tickets are numbered in order of arrival; a Fenwick tree counts those that were
/// cancelled, so an exact position costs O(log n) however long the line is.
/// </summary>
internal sealed class WaitingLine
{
    private readonly Queue<Submission> _waiting = new();
    private readonly List<int> _cancelled = [0];
    private int _head = 1;

    public int Count { get; private set; }

    public void Join(Submission submission)
    {
        int ticket = _cancelled.Count;
        int sum = 0;
        for (int child = 1; child < (ticket & -ticket); child <<= 1) sum += _cancelled[ticket - child];
        _cancelled.Add(sum);
        submission.Ticket = ticket;
        _waiting.Enqueue(submission);
        Count++;
    }

    /// <summary>Takes a queued submission out of the line.</summary>
    public void Leave(Submission submission)
    {
        for (int i = submission.Ticket; i < _cancelled.Count; i += i & -i) _cancelled[i]++;
        Count--;
    }

    public Submission? Next()
    {
        while (_waiting.TryDequeue(out Submission? next))
        {
            _head = next.Ticket + 1;
            if (next.State != SubmissionState.Queued) continue;
            Count--;
            return next;
        }
        return null;
    }

    /// <summary>How many wait before this one.</summary>
    public int Ahead(Submission submission) =>
        submission.Ticket - _head - (CancelledUpTo(submission.Ticket - 1) - CancelledUpTo(_head - 1));

    private int CancelledUpTo(int ticket)
    {
        int sum = 0;
        for (int i = ticket; i > 0; i -= i & -i) sum += _cancelled[i];
        return sum;
    }
}
