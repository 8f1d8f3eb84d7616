using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Seedream.Simulator.Accounting;
using Seedream.Simulator.Contract;
using Seedream.Simulator.Faults;
using Seedream.Simulator.Pictures;
using Seedream.Simulator.Scheduling;

namespace Seedream.Simulator;

/// <summary>The API's state, without HTTP: what was accepted, what runs, what it costs. It outlives a pause of the server.</summary>
internal sealed class Simulation : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Scheduler _scheduler;
    private readonly Intake _intake;
    private readonly AccountFile? _file;
    private readonly DateTimeOffset _start;

    public Simulation(SimulatorOptions options)
    {
        if (options.Capacity < 1) throw new ArgumentException($"Capacity must be at least 1, found {options.Capacity}.", nameof(options));
        if (!(options.MedianSeconds >= 0)) throw new ArgumentException($"MedianSeconds must be 0 or more, found {options.MedianSeconds}.", nameof(options));
        Options = options;
        Clock = options.Clock;
        Token = options.Token;
        Catalogue = new Catalogue(options);
        Faults = options.Faults;
        Studio = new Studio(options);
        _start = Clock.GetUtcNow();
        Account = new Account(options, Catalogue, _gate, () => _scheduler!.Advance(Clock.GetUtcNow()));
        _scheduler = new Scheduler(options.Capacity, Account.Finished);
        _intake = new Intake(options, Catalogue, Account);
        if (options.AccountFile is { } path)
        {
            _file = AccountFile.Open(path, out IReadOnlyList<AccountEvent> events);
            foreach (AccountEvent line in events) Replay(line);
        }
        foreach (KnownRequest known in options.KnownRequests) Learn(known);
    }

    public SimulatorOptions Options { get; }

    public TimeProvider Clock { get; }

    public Catalogue Catalogue { get; }

    /// <summary>The token that is accepted now; null for any.</summary>
    public string? Token { get; set; }

    public Account Account { get; }

    public Studio Studio { get; }

    public RequestLog Requests { get; } = new();

    public CallCounter OtherCalls { get; } = new();

    public FaultPlan Faults { get; set; }

    public Fault? Decide(FaultCall call) => Faults.Decide(call, Options.Seed, Clock.GetUtcNow() - _start);

    /// <summary>Notes that a submission of this marker is being tried; gives the number of the try.</summary>
    public int Called(string marker)
    {
        lock (_gate) return Account.Called(marker).Calls;
    }

    /// <summary>Notes how a try ended that was not accepted.</summary>
    public void NotAccepted(string marker, bool refused)
    {
        lock (_gate)
        {
            MarkerTally tally = Account.Known(marker)!;
            if (tally.Accepted == 0 && (tally.Refused != refused || tally.Calls == 1)) Write(AccountEvent.Of(refused, marker, Clock.GetUtcNow()));
            tally.Refused = refused;
        }
    }

    /// <summary>Accepts a submission, unless there is no money (<see cref="Refusal.Balance"/>) or no room (<see cref="Refusal.Room"/>) for it.</summary>
    public (Submission? Submission, Refusal Refusal) Accept(string marker, CatalogueModel model, string inputJson, GenerationInput input, string owner)
    {
        lock (_gate)
        {
            DateTimeOffset now = Clock.GetUtcNow();
            _scheduler.Advance(now);
            if (_scheduler.InFlight >= Options.MaxInFlight) return (null, Refusal.Room);
            Submission submission = _intake.Draft(marker, model, inputJson, input, owner, now, Decide);
            if (!Account.CanAfford(submission.CostUsd)) return (null, Refusal.Balance);
            Write(AccountEvent.Of(submission));
            Account.Accepted(submission);
            _scheduler.Accept(submission, now);
            return (submission, Refusal.None);
        }
    }

    /// <summary>Cancels a queued submission; false when it is queued no longer.</summary>
    public bool Cancel(Submission submission)
    {
        lock (_gate)
        {
            DateTimeOffset now = Clock.GetUtcNow();
            if (!_scheduler.Cancel(submission, now)) return submission.State == SubmissionState.Cancelled;
            Write(AccountEvent.Of(submission) with { Event = AccountEvent.Cancelled, At = now, Input = null });
            Account.Cancelled(submission);
            return true;
        }
    }

    /// <summary>The submission's state now, and its place while it is queued.</summary>
    public (SubmissionState State, int? QueuePosition) Look(Submission submission)
    {
        lock (_gate)
        {
            _scheduler.Advance(Clock.GetUtcNow());
            return submission.State == SubmissionState.Queued
                ? (submission.State, _scheduler.Ahead(submission) + Options.FirstQueuePosition)
                : (submission.State, null);
        }
    }

    /// <summary>Whether calls about it are answered as if it did not exist.</summary>
    public bool Hidden(Submission submission)
    {
        TimeSpan age = Clock.GetUtcNow() - submission.AcceptedAt;
        if (submission.Forgotten || age >= Options.RequestLifetime) return true;
        return submission.Fault switch
        {
            Fault.Lost => true,
            Fault.LateRequest => age < Faults.NotFoundTime,
            Fault.Gone => Look(submission).State is SubmissionState.Succeeded or SubmissionState.Failed,
            _ => false,
        };
    }

    /// <summary>Whether its result is not found yet, though it has finished.</summary>
    public bool ResultIsLate(Submission submission) =>
        submission is { Fault: Fault.LateResult, FinishedAt: { } finished } && Clock.GetUtcNow() - finished < Faults.NotFoundTime;

    /// <summary>Makes a request unknown for good; false when it was so already.</summary>
    public bool Forget(string requestId)
    {
        lock (_gate)
        {
            if (Account.FindHeld(requestId) is not { Forgotten: false } submission) return false;
            Write(new AccountEvent { Event = AccountEvent.Forgotten, At = Clock.GetUtcNow(), Marker = submission.Marker, RequestId = requestId });
            return submission.Forgotten = true;
        }
    }

    /// <summary>Takes a request for one that was accepted earlier; false when it is known already.</summary>
    /// <exception cref="InvalidDataException">It cannot be, or is known with another input.</exception>
    public bool Learn(KnownRequest known)
    {
        lock (_gate)
        {
            AccountEvent line = _intake.Describe(known, Clock.GetUtcNow());
            if (Account.FindHeld(known.RequestId) is { } held)
            {
                return JsonElement.DeepEquals(held.ParseInput(), known.Input)
                    ? false
                    : throw new InvalidDataException($"{known.RequestId} is known already, with another input.");
            }
            Write(line);
            Replay(line);
            return true;
        }
    }

    public void Dispose() => _file?.Dispose();

    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..24];

    private void Write(AccountEvent line) => _file?.Append(line);

    // The schedule follows from arrivals and cancellations alone, so the file needs no more than those.
    private void Replay(AccountEvent line)
    {
        switch (line.Event)
        {
            case AccountEvent.Accepted:
                Submission submission = _intake.Restore(line);
                Account.Called(line.Marker);
                Account.Accepted(submission);
                _scheduler.Accept(submission, line.At);
                break;
            case AccountEvent.Known:
                Enter(_intake.Restore(line), line);
                break;
            case AccountEvent.Forgotten:
                if (Account.FindHeld(line.RequestId!) is { } forgotten) forgotten.Forgotten = true;
                break;
            case AccountEvent.Cancelled when Account.FindHeld(line.RequestId!) is { } known:
                if (_scheduler.Cancel(known, line.At)) Account.Cancelled(known);
                break;
            default:
                Account.Called(line.Marker).Refused = line.Event == AccountEvent.Refused;
                break;
        }
    }

    private void Enter(Submission submission, AccountEvent line)
    {
        Account.Called(line.Marker);
        Account.Accepted(submission);
        if (!StateNames.TryParse(line.State ?? "", out SubmissionState state)) throw new InvalidDataException($"The account file says of {line.RequestId} that it is {line.State}.");
        if (state is SubmissionState.Queued or SubmissionState.Running)
        {
            _scheduler.Accept(submission, line.At);
            return;
        }
        submission.State = state;
        submission.StartedAt = state == SubmissionState.Cancelled ? null : line.At;
        submission.FinishedAt = line.FinishedAt ?? line.At;
        if (state == SubmissionState.Cancelled) Account.Cancelled(submission);
        else Account.FinishedEarlier(submission);
    }
}
