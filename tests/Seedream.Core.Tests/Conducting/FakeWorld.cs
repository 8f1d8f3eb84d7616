using Seedream.Core.Conducting;
using Seedream.Core.Outcomes;

namespace Seedream.Core.Tests.Conducting;

/// <summary>
/// Storage and API as the activities see them, in virtual time and from a seed: limited capacity with a first-in-first-out
/// queue, a ledger that submits each row once, outcomes that are written once, and troubles at a rate.
/// </summary>
internal sealed class FakeWorld
{
    private readonly VirtualClock _clock;
    private readonly Random _random;
    private readonly PriorityQueue<long, long> _slots = new();
    private readonly List<long> _starts = [];
    private readonly HashSet<int> _noticed = [];
    private readonly Dictionary<int, (int Index, long Submitted, long Start, long Finish)> _requests = [];
    private int _started;

    public FakeWorld(VirtualClock clock, int seed, int rows, int capacity)
    {
        _clock = clock;
        _random = new Random(seed);
        Rows = rows;
        for (int i = 0; i < capacity; i++)
            _slots.Enqueue(0, 0);
    }

    public int Rows { get; }

    public Func<int, double> Seconds { get; init; } = _ => 8;

    public Func<int, int> ClassOf { get; init; } = _ => 1;

    /// <summary>How often each kind of trouble happens.</summary>
    public double TroubleRate { get; init; }

    public double RepeatRate { get; init; }

    public int MostLatencyMs { get; init; } = 40;

    public StopReason Stop { get; set; }

    /// <summary>Until when submissions are refused (Unix milliseconds).</summary>
    public long ApiDownUntil { get; set; }

    public Dictionary<int, OutcomeKind> Outcomes { get; } = [];

    public int Submissions => _requests.Count;

    /// <summary>Reservations in vain: rows refused after their turn had come.</summary>
    public int Refused { get; private set; }

    public int StatusCalls { get; private set; }

    public int ResultCalls { get; private set; }

    /// <summary>Calls of activities, each of which a durable host pays for.</summary>
    public int ActivityCalls { get; private set; }

    public List<double> Lags { get; } = [];

    public long LastOutcomeAt { get; private set; }

    public bool Happens(double rate) => rate > 0 && _random.NextDouble() < rate;

    public long Latency(object input) => input is CollectImagesInput or SubmitJobsInput && Happens(TroubleRate / 4)
        ? _random.Next(1_000, 60_000)
        : _random.Next(1, MostLatencyMs + 1);

    public object Run(object input)
    {
        ActivityCalls++;
        return Answer(input);
    }

    private object Answer(object input) => input switch
    {
        TakeRowsInput take => Take(take),
        SubmitJobsInput submit => Submit(submit),
        CheckJobsInput check => Check(check),
        CollectImagesInput collect => Collect(collect),
        _ => throw new InvalidOperationException($"no activity for {input.GetType().Name}"),
    };

    /// <summary>When this row's generation ended or will end.</summary>
    public long FinishOf(int row) => _requests[row].Finish;

    private TakenRows Take(TakeRowsInput input)
    {
        List<Job> jobs = [];
        int next = input.From, earlier = 0, never = 0;
        for (; next < Rows && jobs.Count < input.Most; next++)
        {
            int row = next + 1;
            if (next % input.Share.Count != input.Share.Index)
                continue;
            if (Outcomes.ContainsKey(row))
                earlier++;
            else if (Stop == StopReason.None || _requests.ContainsKey(row))
                jobs.Add(new Job { Row = row, Attempt = 1, KnownOnly = Stop != StopReason.None });
            else
                never++;
        }

        return new TakenRows { Jobs = jobs, Next = next, Exhausted = next >= Rows, FinishedEarlier = earlier, NotSubmitted = never, Stop = Stop };
    }

    private SubmittedJobs Submit(SubmitJobsInput input)
    {
        if (Happens(TroubleRate / 2))
            return new SubmittedJobs { Deferred = [.. input.Jobs.Select(job => job with { NotBefore = In(10_000) })], PauseUntil = In(10_000), Note = "storage", Stop = Stop };
        List<Ticket> tickets = [];
        List<Job> deferred = [];
        List<EndedJob> ended = [];
        long pause = 0;
        foreach (Job job in input.Jobs)
        {
            if (_requests.TryGetValue(job.Row, out var known))
                tickets.Add(TicketOf(job, known.Submitted));
            else if (Outcomes.TryGetValue(job.Row, out OutcomeKind before))
                ended.Add(new EndedJob { Row = job.Row, Outcome = before });
            else if (job.KnownOnly || Stop != StopReason.None)
                ended.Add(new EndedJob { Row = job.Row, Outcome = OutcomeKind.NotSubmitted });
            else if (_clock.Time < ApiDownUntil || Happens(TroubleRate / 8))
                (Refused, pause) = (Refused + Defer(job, 0), In(1_000));
            else if (Happens(TroubleRate / 4))
                Defer(job, In(_random.Next(0, 5_000)));
            else if (Happens(TroubleRate / 8))
                ended.Add(End(job.Row, OutcomeKind.Uncertain));
            else if (!Happens(TroubleRate / 8))
                tickets.Add(TicketOf(job, Accept(job.Row)));
            // Otherwise this row is missing from the answer: nothing is known of it.
        }

        return new SubmittedJobs { Tickets = tickets, Deferred = deferred, Ended = ended, PauseUntil = pause, Stop = Stop };

        int Defer(Job job, long until)
        {
            deferred.Add(job with { NotBefore = until });
            return 1;
        }
    }

    private long Accept(int row)
    {
        long start = Math.Max(_clock.Time, _slots.Dequeue());
        long finish = start + (long)(Seconds(row) * 1000);
        _slots.Enqueue(finish, finish);
        _requests[row] = (_starts.Count, _clock.Time, start, finish);
        _starts.Add(start);
        return _clock.Time;
    }

    private CheckedJobs Check(CheckJobsInput input)
    {
        while (_started < _starts.Count && _starts[_started] <= _clock.Time)
            _started++;
        List<Ticket> tickets = [];
        List<EndedJob> ended = [];
        foreach (Ticket ticket in input.Tickets)
        {
            StatusCalls++;
            (int index, _, long start, long finish) = _requests[ticket.Row];
            bool left = ticket.QueuePosition is not null && start <= _clock.Time;
            Ticket looked = ticket with { Looks = ticket.Looks + 1, NotBefore = 0, QueuePosition = start > _clock.Time ? index - _started : null, StatusOnly = ticket.StatusOnly && !left };
            if (Outcomes.TryGetValue(ticket.Row, out OutcomeKind before))
                ended.Add(new EndedJob { Row = ticket.Row, Outcome = before });
            else if (Happens(TroubleRate / 4))
                tickets.Add(ticket with { Looks = ticket.Looks + 1, NotBefore = In(_random.Next(1, 30_000)) });
            else if (Happens(TroubleRate / 40))
                ended.Add(End(ticket.Row, OutcomeKind.TimedOut));
            else if (start > _clock.Time && Stop == StopReason.Cancelled)
                ended.Add(End(ticket.Row, OutcomeKind.Cancelled));
            else if (finish <= _clock.Time)
                tickets.Add(Finished(looked, finish));
            else if (!Happens(TroubleRate / 8))
                tickets.Add(looked);
        }

        return new CheckedJobs { Tickets = tickets, Ended = ended, Stop = Stop };
    }

    private Ticket Finished(Ticket ticket, long finish)
    {
        Noticed(ticket, finish);
        return ticket with { Finished = true };
    }

    private void Noticed(Ticket ticket, long finish)
    {
        if (_noticed.Add(ticket.Row))
            Lags.Add((_clock.Time - finish) / 1000.0);
    }

    private CheckedJobs Collect(CollectImagesInput input)
    {
        List<Ticket> tickets = [];
        List<EndedJob> ended = [];
        foreach (Ticket ticket in input.Tickets)
        {
            var request = _requests[ticket.Row];
            ResultCalls++;
            if (request.Finish > _clock.Time)
            {
                tickets.Add(ticket with { Finished = false, Looks = ticket.Looks + 1, NotBefore = 0, StatusOnly = ticket.StatusOnly || request.Start > _clock.Time || Happens(TroubleRate / 8) });
                continue;
            }

            Noticed(ticket, request.Finish);
            if (Happens(TroubleRate / 4))
                tickets.Add(ticket with { Finished = false, Looks = ticket.Looks + 1 });
            else if (Happens(TroubleRate / 4))
                tickets.Add(ticket with { FailedCollections = ticket.FailedCollections + 1, NotBefore = In(2_000) });
            else if (!Happens(TroubleRate / 8))
                ended.Add(End(ticket.Row, OutcomeKind.Succeeded) with { Images = 1, Bytes = 100, CostUsd = 0.028m, Seconds = (request.Finish - request.Submitted) / 1000.0 });
        }

        return new CheckedJobs { Tickets = tickets, Ended = ended, Stop = Stop };
    }

    private EndedJob End(int row, OutcomeKind kind)
    {
        LastOutcomeAt = _clock.Time;
        return new EndedJob { Row = row, Outcome = Outcomes.TryAdd(row, kind) ? kind : Outcomes[row] };
    }

    private Ticket TicketOf(Job job, long submitted) =>
        new() { Row = job.Row, Attempt = job.Attempt, RequestId = $"00000000-0000-4000-8000-{job.Row:D12}", SubmittedAt = submitted, Class = ClassOf(job.Row) };

    private long In(long milliseconds) => _clock.Time + milliseconds;
}
