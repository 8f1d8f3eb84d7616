using Seedream.Core.Batches;
using Seedream.Core.Conducting;
using Seedream.Core.Outcomes;
using Seedream.Core.Retention;
using Seedream.Core.RunComfy;
using Seedream.Core.Submission;

namespace Seedream.Core.Waiting;

/// <summary>How a ticket ends without images, and when it is tried again: the same whether it was looked at or collected.</summary>
public sealed class TicketEndings
{
    private static readonly TimeSpan AfterUnclearAnswer = TimeSpan.FromSeconds(2);

    // Right after a submission the API may not know its own request id yet.
    private static readonly TimeSpan KnownAfter = TimeSpan.FromMinutes(1);

    private readonly OutcomeStore _outcomes;
    private readonly StopMarkers _markers;
    private readonly LeftoverStore _leftovers;
    private readonly WaitingOptions _options;
    private readonly TimeProvider _clock;

    public TicketEndings(OutcomeStore outcomes, StopMarkers markers, LeftoverStore leftovers, WaitingOptions options, TimeProvider clock)
    {
        _outcomes = outcomes;
        _markers = markers;
        _leftovers = leftovers;
        _options = options;
        _clock = clock;
    }

    /// <summary>The ticket goes on.</summary>
    public static CheckedJobs Goes(Ticket ticket) => new() { Tickets = [ticket] };

    /// <summary>One answer out of many.</summary>
    public static CheckedJobs Combine(IReadOnlyList<CheckedJobs> results, StopReason stop)
    {
        ArgumentNullException.ThrowIfNull(results);
        return new CheckedJobs
        {
            Tickets = [.. results.SelectMany(result => result.Tickets)],
            Ended = [.. results.SelectMany(result => result.Ended)],
            Note = results.Select(result => result.Note).FirstOrDefault(note => note is not null),
            Stop = results.Select(result => result.Stop).Append(stop).Max(),
        };
    }

    /// <summary>
    /// True when the ticket was waited for too long: past the deadline, or past twice that once the API has said that it has
    /// finished, since then only the images are missing.
    /// </summary>
    public bool IsLate(Ticket ticket)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        return ticket.WaitedFor(_clock.GetUtcNow()) > (ticket.Finished ? 2 : 1) * _options.Deadline;
    }

    /// <summary>True when it is so young that the API may not know it yet.</summary>
    public bool MayBeUnknown(Ticket ticket)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        return ticket.WaitedFor(_clock.GetUtcNow()) < KnownAfter && ticket.WaitingSince == 0;
    }

    /// <summary>Not finished by the deadline.</summary>
    public Task<CheckedJobs> TimeOutAsync(BatchShare share, Ticket ticket, string found) =>
        EndAsync(share, ticket, OutcomeKind.TimedOut, JobCodes.TimedOut, $"not finished {_options.Deadline} after its submission: {found}; it can still be collected without paying");

    /// <summary>When to try again after an answer that decided nothing.</summary>
    public long RetryAt(RunComfyException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        TimeSpan wait = exception.RetryAfter ?? AfterUnclearAnswer;
        return (_clock.GetUtcNow() + (wait < CoolDown.LongestWait ? wait : CoolDown.LongestWait)).ToUnixTimeMilliseconds();
    }

    /// <summary>
    /// The account was refused: the batch halts. The job was paid for, so its request id is kept to be collected later.
    /// </summary>
    public async Task<CheckedJobs> RefuseAsync(BatchShare share, Ticket ticket, AccountRefusedException exception)
    {
        ArgumentNullException.ThrowIfNull(share);
        ArgumentNullException.ThrowIfNull(exception);
        await _markers.HaltAsync(share.Batch, share.Round, exception.Code, exception.Message, CancellationToken.None);
        CheckedJobs ended = await EndAsync(share, ticket, OutcomeKind.TimedOut, exception.Code, $"{exception.Message}; it was submitted and can be collected later without paying");
        return ended with { Note = exception.Message, Stop = StopReason.Halted };
    }

    /// <summary>Stores the outcome; after that the board may forget the ticket.</summary>
    public async Task<CheckedJobs> EndAsync(BatchShare share, Ticket ticket, OutcomeKind kind, string code, string error, RequestResult? result = null)
    {
        ArgumentNullException.ThrowIfNull(share);
        JobOutcome outcome = SharedRows.Settle(ticket, Describe(ticket, kind) with
        {
            ErrorCode = code,
            Error = error,
            CostUsd = result?.CostUsd,
            GeneratedAt = result?.FinishedAt,
        });
        // First: after a crash in between it is only looked at in vain.
        if (outcome.IsCollectable)
            await _leftovers.AddAsync(share.Batch, CancellationToken.None);
        await _outcomes.WriteAsync(share.Batch, share.Round, outcome, CancellationToken.None);
        EndedJob ended = new() { Row = ticket.Row, Outcome = kind, CostUsd = outcome.CostUsd ?? 0, Seconds = SecondsOf(result) };
        return new CheckedJobs { Ended = [ended] };
    }

    /// <summary>What every outcome of a submitted job says.</summary>
    public JobOutcome Describe(Ticket ticket, OutcomeKind kind)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        return new JobOutcome
        {
            Row = ticket.Row,
            Outcome = kind,
            RequestId = ticket.RequestId,
            Attempt = ticket.Attempt,
            Attempts = 1 + ticket.ExtraSubmissions,
            SubmittedAt = DateTimeOffset.FromUnixTimeMilliseconds(ticket.SubmittedAt),
            CompletedAt = _clock.GetUtcNow(),
            Looks = ticket.Looks,
        };
    }

    /// <summary>Seconds between creation and finish, both by the API's clock, so that ours need not agree with it.</summary>
    public static double? SecondsOf(RequestResult? result) =>
        result is { CreatedAt: { } created, FinishedAt: { } finished } && finished >= created ? (finished - created).TotalSeconds : null;
}
