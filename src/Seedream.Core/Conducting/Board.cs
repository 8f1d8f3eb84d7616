using Seedream.Core.Orchestration;
using Seedream.Core.Outcomes;
using Seedream.Core.Waiting;

namespace Seedream.Core.Conducting;

/// <summary>
/// The _state of the jobs in flight of one _share, and every decision about them: which rows to submit next, which _tickets are
/// due for a look, what to collect, when to wake up, when it is over. Without I/O or clock of its own: it is told the time
/// and what came back, so it can be tested by itself and run again from a history.
/// </summary>
public sealed class Board
{
    private readonly BatchShare _share;
    private readonly BoardSettings _settings;
    private readonly List<Job> _backlog;
    private readonly List<Ticket> _tickets;
    private readonly List<BoardCall> _calls = [];
    private readonly Dictionary<int, DurationEstimate> _estimates;
    private readonly Dictionary<OutcomeKind, int> _ended;
    private BoardState _state;
    private int _operations;
    private bool _probing;
    private long? _freeSince;
    private long? _drainingSince;

    public Board(BatchShare share, BoardSettings settings, BoardState? saved)
    {
        _share = share;
        _settings = settings;
        _state = saved ?? new BoardState();
        _backlog = [.. _state.Backlog];
        _tickets = [.. _state.Tickets];
        _estimates = new Dictionary<int, DurationEstimate>(_state.Estimates);
        _ended = new Dictionary<OutcomeKind, int>(_state.Ended);
    }

    /// <summary>Jobs between submission and stored images, those being submitted included.</summary>
    public int InFlight => _tickets.Count + _calls.Sum(call => call is TakeRowsCall ? 0 : SizeOf(call));

    /// <summary>True when every row of the _share has _ended or, once the batch has stopped, is known not to have been submitted.</summary>
    public bool IsFinished => _state.Exhausted && _backlog.Count == 0 && _tickets.Count == 0 && _calls.Count == 0;

    private bool Renewing => _operations >= _settings.RenewAfter;

    /// <summary>The activity _calls to make now. Their rows count as under way until their answer is applied.</summary>
    public IReadOnlyList<BoardCall> Next(DateTimeOffset now)
    {
        if (Renewing)
            return [];
        long time = now.ToUnixTimeMilliseconds();
        int before = _calls.Count;
        TakeRows();
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
        return wake == long.MaxValue ? null : DateTimeOffset.FromUnixTimeMilliseconds(Math.Max(wake, time + 1));
    }

    /// <summary>A durable timer was created: it counts towards the history like a call.</summary>
    public void CountTimer() => _operations++;

    /// <summary>
    /// True when this instance should continue as new: enough _operations were made, and the _calls under way have come back
    /// or have been waited for long enough (they are repeated then, which is harmless).
    /// </summary>
    public bool IsReadyToRenew(DateTimeOffset now) =>
        Renewing && (_calls.Count == 0 || now.ToUnixTimeMilliseconds() >= DrainedAt(now.ToUnixTimeMilliseconds()));

    /// <summary>Rows were taken from the round.</summary>
    public void Apply(TakeRowsCall call, TakenRows reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        _calls.Remove(call);
        _state = _state with
        {
            Next = reply.Next,
            Exhausted = reply.Exhausted,
            FinishedEarlier = _state.FinishedEarlier + reply.FinishedEarlier,
        };
        _backlog.AddRange(reply.Jobs);
        StopFor(reply.Stop, note: null);
    }

    /// <summary>A chunk was submitted, or as much of it as could be.</summary>
    public void Apply(SubmitJobsCall call, SubmittedJobs reply)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(reply);
        _calls.Remove(call);
        _tickets.AddRange(reply.Tickets);
        foreach (EndedJob job in reply.Ended)
            End(job, jobClass: null);
        if (reply.Tickets.Count > 0)
            _probing = false;
        if (reply.PauseUntil > _state.PauseUntil)
        {
            _state = _state with { PauseUntil = reply.PauseUntil };
            _probing = true;
        }

        HashSet<int> answered = [.. reply.Tickets.Select(ticket => ticket.Row), .. reply.Ended.Select(job => job.Row), .. reply.Deferred.Select(job => job.Row)];
        // Rows come before later ones again, so that nothing starves at the front.
        _backlog.InsertRange(0, reply.Deferred.Concat(call.Input.Jobs.Where(job => !answered.Contains(job.Row))));
        StopFor(reply.Stop, reply.Note);
    }

    /// <summary>A chunk of _tickets was looked at.</summary>
    public void Apply(CheckJobsCall call, CheckedJobs reply, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(call);
        Apply(call, call.Input.Tickets, reply, now);
    }

    /// <summary>A chunk of _tickets was collected, or as much of it as could be.</summary>
    public void Apply(CollectImagesCall call, CheckedJobs reply, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(call);
        Apply(call, call.Input.Tickets, reply, now);
    }

    /// <summary>The board as it would have to be continued: rows of _calls under way are back where they were.</summary>
    public BoardState Save() => _state with
    {
        Backlog = [.. _calls.OfType<SubmitJobsCall>().SelectMany(call => call.Input.Jobs), .. _backlog],
        Tickets =
        [
            .. _tickets,
            .. _calls.OfType<CheckJobsCall>().SelectMany(call => call.Input.Tickets),
            .. _calls.OfType<CollectImagesCall>().SelectMany(call => call.Input.Tickets).Select(ticket => ticket with { Repeated = true }),
        ],
        Estimates = new Dictionary<int, DurationEstimate>(_estimates),
        Ended = new Dictionary<OutcomeKind, int>(_ended),
    };

    /// <summary>What a progress bar shows.</summary>
    public Progress Progress() => new()
    {
        Backlog = _backlog.Count,
        Submitting = _calls.OfType<SubmitJobsCall>().Sum(SizeOf),
        Generating = _tickets.Count(ticket => !ticket.Finished) + _calls.OfType<CheckJobsCall>().Sum(SizeOf),
        Collecting = _tickets.Count(ticket => ticket.Finished) + _calls.OfType<CollectImagesCall>().Sum(SizeOf),
        FinishedEarlier = _state.FinishedEarlier,
        Ended = new Dictionary<OutcomeKind, int>(_ended),
        Images = _state.Images,
        Bytes = _state.Bytes,
        CostUsd = _state.CostUsd,
        Note = _state.Note,
    };

    private void TakeRows()
    {
        if (_state.Exhausted || _backlog.Count >= _settings.Window || _calls.Exists(call => call is TakeRowsCall))
            return;
        _calls.Add(new TakeRowsCall(new TakeRowsInput { Share = _share, From = _state.Next, Most = Math.Clamp(_settings.Window * 2, 1, 256) }));
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
        List<Job> ready = [.. _backlog.Where(job => job.NotBefore <= time).Take(_probing ? 1 : free)];
        bool enough = ready.Count >= _settings.SubmitLeast || ready.Count == _backlog.Count || time >= _freeSince + _settings.SubmitDelayMs || InFlight == 0;
        if (ready.Count == 0 || !enough || time < _state.PauseUntil || (_probing && _calls.Exists(call => call is SubmitJobsCall)))
            return;
        HashSet<int> rows = [.. ready.Select(job => job.Row)];
        _backlog.RemoveAll(job => rows.Contains(job.Row));
        foreach (Job[] chunk in ready.Chunk(_settings.SubmitChunk))
            _calls.Add(new SubmitJobsCall(new SubmitJobsInput { Share = _share, Jobs = chunk }));
        _freeSince = null;
    }

    private void Check(long time)
    {
        Dictionary<int, int> ranks = RanksOfUnlearned();
        long grid = Grid();
        foreach (Ticket[] chunk in Remove(ticket => !ticket.Finished && DueAt(ticket, ranks, grid) <= time).Chunk(_settings.CheckChunk))
            _calls.Add(new CheckJobsCall(new CheckJobsInput { Share = _share, Tickets = chunk }));
    }

    private void Collect(long time)
    {
        foreach (Ticket[] chunk in Remove(ticket => ticket.Finished && ticket.NotBefore <= time).Chunk(_settings.CollectChunk))
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
        _calls.Remove(call);
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
                LearnDrain(old, updated);
            _tickets.Add(updated);
        }

        _tickets.AddRange(before.Values);
        StopFor(reply.Stop, reply.Note);
    }

    private void End(EndedJob job, int? jobClass)
    {
        _ended[job.Outcome] = _ended.GetValueOrDefault(job.Outcome) + 1;
        _state = _state with { Images = _state.Images + job.Images, Bytes = _state.Bytes + job.Bytes, CostUsd = _state.CostUsd + job.CostUsd };
        if (job.Seconds is { } seconds && jobClass is { } learned)
            _estimates[learned] = (_estimates.GetValueOrDefault(learned) ?? new DurationEstimate()).With(seconds);
    }

    private void LearnDrain(Ticket old, Ticket now)
    {
        if (old.QueuePosition is not { } from || now.QueuePosition is not { } to || to >= from || now.LastLook <= old.LastLook)
            return;
        double seen = (from - to) * 1000.0 / (now.LastLook - old.LastLook);
        double drain = _state.DrainPerSecond == 0 ? seen : _state.DrainPerSecond + (0.2 * (seen - _state.DrainPerSecond));
        _state = _state with { DrainPerSecond = Math.Round(drain, 4) };
    }

    private void StopFor(StopReason reason, string? note)
    {
        _state = _state with { Note = note, Stop = _state.Stop == StopReason.None ? reason : _state.Stop };
        // What was paid for before a crash must still be collected: the rows of a stopped batch are asked for what the
        // ledger knows of them, and only those it does not know end as not submitted.
        if (_state.Stop != StopReason.None)
            {
            for (int i = 0; i < _backlog.Count; i++)
                _backlog[i] = _backlog[i] with { KnownOnly = true };
        }
    }

    private Dictionary<int, int> RanksOfUnlearned()
    {
        Dictionary<int, int> ranks = [];
        IEnumerable<Ticket> looked = _calls.OfType<CheckJobsCall>().SelectMany(call => call.Input.Tickets);
        foreach (IGrouping<int, Ticket> group in _tickets.Concat(looked).Where(ticket => !_estimates.ContainsKey(ticket.Class)).GroupBy(ticket => ticket.Class))
        {
            int rank = 0;
            foreach (Ticket ticket in group.OrderBy(ticket => ticket.SubmittedAt).ThenBy(ticket => ticket.Row))
                ranks[ticket.Row] = rank++;
        }

        return ranks;
    }

    private long DueAt(Ticket ticket, Dictionary<int, int> ranks, long grid)
    {
        long due = LookSchedule.DueAt(ticket, _estimates.GetValueOrDefault(ticket.Class), _state.DrainPerSecond, ranks.GetValueOrDefault(ticket.Row), _settings);
        return (due + grid - 1) / grid * grid;
    }

    private long Grid() => LookSchedule.GridMs(_estimates.Count == 0 ? 0 : _estimates.Values.Min(estimate => estimate.DeviationSeconds), _settings);

    private long NextLook()
    {
        Dictionary<int, int> ranks = RanksOfUnlearned();
        long grid = Grid();
        return _tickets.Count == 0 ? long.MaxValue : _tickets.Min(ticket => ticket.Finished ? ticket.NotBefore : DueAt(ticket, ranks, grid));
    }

    private long NextSubmission(long time)
    {
        if (_backlog.Count == 0 || InFlight >= _settings.Window)
            return long.MaxValue;
        long eligible = Math.Max(_state.PauseUntil, _backlog.Min(job => job.NotBefore));
        return Math.Max(eligible, eligible <= time ? (_freeSince ?? time) + _settings.SubmitDelayMs : 0);
    }

    private long DrainedAt(long time) => (_drainingSince ??= time) + _settings.RenewPatienceMs;

    private static int SizeOf(BoardCall call) => call switch
    {
        SubmitJobsCall submit => submit.Input.Jobs.Count,
        CheckJobsCall check => check.Input.Tickets.Count,
        CollectImagesCall collect => collect.Input.Tickets.Count,
        _ => 0,
    };
}
