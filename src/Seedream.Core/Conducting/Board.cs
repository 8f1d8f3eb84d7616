using Seedream.Core.Orchestration;
using Seedream.Core.Outcomes;

namespace Seedream.Core.Conducting;

/// <summary>
/// The state of the jobs in flight of one share, and every decision about them: which rows to submit next, which tickets are
/// due for a look, what to collect, when to wake up, when it is over. Without I/O or clock of its own: it is told the time
/// and what came back, so it can be tested by itself and run again from a history.
/// </summary>
public sealed class Board
{
    // Most rows per TakeRows call: one listing serves a thousand rows, but all of them travel with the saved board.
    private const int MostTaken = 128;
    private const int LeastTaken = 32;

    // Clocks are corrected by less than this all the time.
    private const long ClockToleranceMs = 5_000;

    // Being asked so much later than it wanted, a board was away: its host stood still or was gone, or the clock was set forward.
    private const long AwayToleranceMs = 60_000;

    // No call takes longer, so within this time something comes back even if no timer is set.
    private const long LongestCallMs = 600_000;

    private readonly BatchShare _share;
    private readonly BoardSettings _settings;
    private readonly List<Job> _backlog;
    private readonly List<Ticket> _tickets;
    private readonly List<BoardCall> _calls = [];
    private readonly Dictionary<OutcomeKind, int> _ended;
    private readonly Looks _looks;
    private BoardState _state;
    private int _operations;
    private long? _freeSince;
    private long? _drainingSince;
    private long _expectedBy = long.MaxValue;
    private readonly Dictionary<BoardCall, long> _missed = new(ReferenceEqualityComparer.Instance);

    public Board(BatchShare share, BoardSettings settings, BoardState? saved)
    {
        _share = share;
        _settings = settings;
        _state = saved ?? new BoardState();
        _backlog = [.. _state.Backlog];
        _tickets = [.. _state.Tickets];
        _looks = new Looks(settings, _state);
        _ended = new Dictionary<OutcomeKind, int>(_state.Ended);
    }

    /// <summary>Jobs between submission and stored images, those being submitted included.</summary>
    public int InFlight => _tickets.Count + _calls.Sum(call => call.Jobs);

    /// <summary>True when every row of the share has ended or, once the batch has stopped, is known not to have been submitted.</summary>
    public bool IsFinished => _state.Exhausted && _backlog.Count == 0 && _tickets.Count == 0 && _calls.Count == 0;

    private bool Renewing => _operations >= _settings.RenewAfter;

    private bool Stopped => _state.Stop != StopReason.None;

    private int Submitting => _calls.OfType<SubmitJobsCall>().Sum(call => call.Jobs);

    // While jobs of ours are queued at the API, a free place costs nothing yet.
    private bool ApiIsBusy => _tickets.Exists(ticket => ticket.QueuePosition is not null);

    // Few enough that looking at them more often costs next to nothing.
    private bool IsEnding => _state.Exhausted && _backlog.Count == 0 && InFlight <= Math.Max(1, _settings.Window / 16);

    private bool IsPaused(long time) => !Stopped && time < _state.PauseUntil;

    /// <summary>The activity calls to make now. Their rows count as under way until their answer is applied.</summary>
    public IReadOnlyList<BoardCall> Next(DateTimeOffset now)
    {
        long time = now.ToUnixTimeMilliseconds();
        NoticeAbsence(time);
        NoticeClock(time);
        if (Renewing)
            return [];
        int before = _calls.Count;
        Take();
        Collect(time);
        Check(time);
        Submit(time);
        _operations += _calls.Count - before;
        return _calls[before..];
    }

    /// <summary>When to ask again although no answer has come; null for never.</summary>
    public DateTimeOffset? WakeAt(DateTimeOffset now)
    {
        long time = now.ToUnixTimeMilliseconds();
        long wake = Renewing ? DrainedAt(time) : Math.Min(NextLook(), NextSubmission(time));
        _expectedBy = wake == long.MaxValue ? time + LongestCallMs : Math.Max(wake, time + 1);
        return wake == long.MaxValue ? null : DateTimeOffset.FromUnixTimeMilliseconds(_expectedBy);
    }

    /// <summary>A durable timer was created: it counts towards the history like a call.</summary>
    public void CountTimer() => _operations++;

    /// <summary>
    /// True when this instance should continue as new: enough operations were made, and the calls under way have come back
    /// or have been waited for long enough (they are repeated then, which is harmless).
    /// </summary>
    public bool IsReadyToRenew(DateTimeOffset now) =>
        Renewing && (_calls.Count == 0 || now.ToUnixTimeMilliseconds() >= DrainedAt(now.ToUnixTimeMilliseconds()));

    /// <summary>Rows were taken from the round.</summary>
    public void Apply(TakeRowsCall call, TakenRows reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        if (!_calls.Remove(call))
            return;
        _state = _state with { Next = reply.Next, Exhausted = reply.Exhausted, FinishedEarlier = _state.FinishedEarlier + reply.FinishedEarlier };
        _backlog.AddRange(reply.Jobs);
        if (reply.NotSubmitted > 0)
            _ended[OutcomeKind.NotSubmitted] = _ended.GetValueOrDefault(OutcomeKind.NotSubmitted) + reply.NotSubmitted;
        StopFor(reply.Stop);
    }

    /// <summary>A chunk was submitted, or as much of it as could be.</summary>
    public void Apply(SubmitJobsCall call, SubmittedJobs reply, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(reply);
        if (!_calls.Remove(call))
            return;
        // What an answer says of rows that were not asked for, or twice of the same, changes nothing.
        Dictionary<int, Job> asked = call.Input.Jobs.ToDictionary(job => job.Row);
        // Submitted before, by a process whose clock ran ahead: nobody waits until its time has come.
        long time = now.ToUnixTimeMilliseconds();
        _tickets.AddRange(reply.Tickets.Where(ticket => asked.Remove(ticket.Row)).Select(ticket => ticket with { SubmittedAt = Math.Min(ticket.SubmittedAt, time) }));
        foreach (EndedJob job in reply.Ended.Where(job => asked.Remove(job.Row)))
            End(job, jobClass: null);
        // Rows come before later ones again, so that nothing starves at the front.
        Job[] deferred = [.. reply.Deferred.Where(job => asked.Remove(job.Row))];
        _backlog.InsertRange(0, deferred.Concat(asked.Values));
        _state = Pace.After(_state, reply, time, _settings.Window);
        StopFor(reply.Stop);
    }

    /// <summary>A chunk of tickets was looked at.</summary>
    public void Apply(CheckJobsCall call, CheckedJobs reply, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(call);
        Apply(call, call.Input.Tickets, reply, now);
    }

    /// <summary>A chunk of tickets was collected, or as much of it as could be.</summary>
    public void Apply(CollectImagesCall call, CheckedJobs reply, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(call);
        Apply(call, call.Input.Tickets, reply, now);
    }

    /// <summary>The board as it would have to be continued: rows of calls under way are back where they were.</summary>
    public BoardState Save() => _state with
    {
        Backlog = [.. _calls.OfType<SubmitJobsCall>().SelectMany(call => call.Input.Jobs), .. _backlog],
        Tickets = [.. _tickets, .. BeingLookedAt, .. BeingCollected.Select(ticket => ticket with { Repeated = true })],
        Estimates = _looks.Estimates,
        DrainPerSecond = _looks.DrainPerSecond,
        Ended = new Dictionary<OutcomeKind, int>(_ended),
    };

    /// <summary>What a progress bar shows.</summary>
    public Progress Progress() => new()
    {
        Backlog = _backlog.Count,
        Submitting = Submitting,
        Generating = _tickets.Concat(BeingCollected).Count(ticket => !ticket.Finished) + BeingLookedAt.Count(),
        Collecting = _tickets.Concat(BeingCollected).Count(ticket => ticket.Finished),
        FinishedEarlier = _state.FinishedEarlier,
        Ended = new Dictionary<OutcomeKind, int>(_ended),
        Images = _state.Images,
        Bytes = _state.Bytes,
        CostUsd = _state.CostUsd,
        Note = _state.Note,
    };

    private IEnumerable<Ticket> BeingLookedAt => _calls.OfType<CheckJobsCall>().SelectMany(call => call.Input.Tickets);

    private IEnumerable<Ticket> BeingCollected => _calls.OfType<CollectImagesCall>().SelectMany(call => call.Input.Tickets);

    private void Take()
    {
        if (_state.Exhausted || _backlog.Count >= _settings.Window || _calls.Exists(call => call is TakeRowsCall))
            return;
        _calls.Add(new TakeRowsCall(new TakeRowsInput { Share = _share, From = _state.Next, Most = Math.Clamp(_settings.Window, LeastTaken, MostTaken) }));
    }

    private void Submit(long time)
    {
        int free = _settings.Window - InFlight;
        if (_backlog.Count == 0 || free <= 0)
        {
            _freeSince = null;
            return;
        }

        _freeSince ??= time;
        int most = Math.Min(free, Pace.Left(_state, Submitting));
        List<Job> ready = [.. _backlog.Where(job => job.NotBefore <= time).Take(most)];
        bool enough = ready.Count >= Math.Min(most, _settings.Least(ApiIsBusy)) || ready.Count == _backlog.Count || time >= _freeSince + _settings.DelayMs(ApiIsBusy) || InFlight == 0;
        if (ready.Count == 0 || !enough || IsPaused(time))
            return;
        HashSet<int> rows = [.. ready.Select(job => job.Row)];
        _backlog.RemoveAll(job => rows.Contains(job.Row));
        foreach (Job[] chunk in ready.Chunk(_settings.SubmitChunk))
            _calls.Add(new SubmitJobsCall(new SubmitJobsInput { Share = _share, Jobs = chunk }));
        _freeSince = null;
    }

    private void Check(long time)
    {
        Func<Ticket, long> dueAt = _looks.DueTimes(_tickets.Concat(BeingLookedAt), IsEnding);
        // Those that a stopped batch has in the API's queue are cancelled where the status is asked for.
        ILookup<bool, Ticket> due = Remove(ticket => !ticket.Finished && dueAt(ticket) <= time)
            .ToLookup(ticket => !Stopped && _looks.IsProbablyFinished(ticket, time));
        Collect(due[true]);
        foreach (Ticket[] chunk in due[false].Chunk(_settings.CheckChunk))
            _calls.Add(new CheckJobsCall(new CheckJobsInput { Share = _share, Tickets = chunk }));
    }

    private void Collect(long time) => Collect(Remove(ticket => ticket.Finished && ticket.NotBefore <= time));

    private void Collect(IEnumerable<Ticket> tickets)
    {
        foreach (Ticket[] chunk in tickets.Chunk(_settings.CollectChunk))
            _calls.Add(new CollectImagesCall(new CollectImagesInput { Share = _share, Tickets = chunk }));
    }

    private List<Ticket> Remove(Predicate<Ticket> due)
    {
        List<Ticket> removed = _tickets.FindAll(due);
        if (removed.Count > 0)
            _tickets.RemoveAll(due);
        return removed;
    }

    private void Apply(BoardCall call, IReadOnlyList<Ticket> asked, CheckedJobs reply, DateTimeOffset now)
    {
        if (!_calls.Remove(call))
            return;
        _missed.Remove(call, out long missed);
        Dictionary<int, Ticket> before = asked.ToDictionary(ticket => ticket.Row);
        foreach (EndedJob job in reply.Ended)
        {
            if (before.Remove(job.Row, out Ticket? ticket))
                End(job, ticket.Class);
        }

        foreach (Ticket ticket in reply.Tickets)
        {
            if (!before.Remove(ticket.Row, out Ticket? old))
                continue;
            bool looked = ticket.Looks > old.Looks;
            Ticket updated = looked ? ticket with { LastLook = now.ToUnixTimeMilliseconds() } : ticket;
            if (looked)
                _looks.LearnQueue(old, updated);
            _tickets.Add(missed > 0 ? updated.Excuse(missed) : updated);
        }

        _tickets.AddRange(before.Values);
        _state = _state with { Note = reply.Note ?? (IsPaused(now.ToUnixTimeMilliseconds()) || Stopped ? _state.Note : null) };
        StopFor(reply.Stop);
    }

    private void End(EndedJob job, int? jobClass)
    {
        _ended[job.Outcome] = _ended.GetValueOrDefault(job.Outcome) + 1;
        _state = _state with { Images = _state.Images + job.Images, Bytes = _state.Bytes + job.Bytes, CostUsd = _state.CostUsd + job.CostUsd };
        if (job.Seconds is { } seconds && jobClass is { } learned)
            _looks.Learn(learned, seconds);
    }

    // What was paid for before a crash must still be collected: the rows of a stopped batch are asked for what the ledger
    // knows of them, and only those it does not know end as not submitted.
    private void StopFor(StopReason reason)
    {
        if (!Stopped)
            _state = _state with { Stop = reason };
        if (!Stopped)
            return;
        for (int i = 0; i < _backlog.Count; i++)
            _backlog[i] = _backlog[i] with { KnownOnly = true };
    }

    // Jobs are given up by the time they were waited for, and nobody waited while the board was away.
    private void NoticeAbsence(long time)
    {
        long ahead = _expectedBy == long.MaxValue ? 0 : time - Math.Max(_expectedBy, _state.Time);
        _expectedBy = long.MaxValue;
        if (ahead <= AwayToleranceMs)
            return;
        foreach (BoardCall call in _calls)
            _missed[call] = _missed.GetValueOrDefault(call) + ahead;
        for (int i = 0; i < _tickets.Count; i++)
            _tickets[i] = _tickets[i].Excuse(ahead);
    }

    // A clock set back would leave every ticket waiting until it has caught up again: their times go back with it.
    private void NoticeClock(long time)
    {
        long back = _state.Time - time;
        _state = _state with { Time = time };
        if (back <= ClockToleranceMs)
            return;
        for (int i = 0; i < _backlog.Count; i++)
            _backlog[i] = _backlog[i] with { NotBefore = Math.Max(0, _backlog[i].NotBefore - back) };
        for (int i = 0; i < _tickets.Count; i++)
            _tickets[i] = _tickets[i].SetBack(back);
        _state = _state with { PauseUntil = Math.Max(0, _state.PauseUntil - back) };
        _freeSince = null;
        _drainingSince = null;
    }

    private long NextLook()
    {
        if (_tickets.Count == 0)
            return long.MaxValue;
        Func<Ticket, long> dueAt = _looks.DueTimes(_tickets.Concat(BeingLookedAt), IsEnding);
        return _tickets.Min(ticket => ticket.Finished ? ticket.NotBefore : dueAt(ticket));
    }

    private long NextSubmission(long time)
    {
        // Where the pace leaves no room, the answer of what is being submitted is the next thing to happen.
        if (_backlog.Count == 0 || InFlight >= _settings.Window || Pace.Left(_state, Submitting) == 0)
            return long.MaxValue;
        long eligible = Math.Max(Stopped ? 0 : _state.PauseUntil, _backlog.Min(job => job.NotBefore));
        return Math.Max(eligible, eligible <= time ? (_freeSince ?? time) + _settings.DelayMs(ApiIsBusy) : 0);
    }

    private long DrainedAt(long time) => (_drainingSince ??= time) + _settings.RenewPatienceMs;
}
