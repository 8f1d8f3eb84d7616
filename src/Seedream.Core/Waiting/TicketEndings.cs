using Seedream.Core.Batches;
using Seedream.Core.Conducting;
using Seedream.Core.Outcomes;
using Seedream.Core.Retention;
using Seedream.Core.RunComfy;
using Seedream.Core.Submission;

namespace Seedream.Core.Waiting;

/// <summary>
/// How a ticket ends without images, and when it is tried again: the same whether it was looked at or collected. Only an answer
/// about the job ends it for good; any other ends it, at the deadline, as <c>timed_out</c>, to be collected later.
/// </summary>
public sealed class TicketEndings
{
    private static readonly TimeSpan AfterUnclearAnswer = TimeSpan.FromSeconds(2);

    private readonly OutcomeStore _outcomes;
    private readonly StopMarkers _markers;
    private readonly LeftoverStore _leftovers;
    private readonly TicketWorth _worth;
    private readonly AccountStanding _account;
    private readonly WaitingOptions _options;
    private readonly RunComfyOptions _api;
    private readonly TimeProvider _clock;

    public TicketEndings(OutcomeStore outcomes, StopMarkers markers, LeftoverStore leftovers, TicketWorth worth, AccountStanding account, WaitingOptions options, RunComfyOptions api, TimeProvider clock)
    {
        _outcomes = outcomes;
        _markers = markers;
        _leftovers = leftovers;
        _worth = worth;
        _account = account;
        _options = options;
        _api = api;
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

    /// <summary>Not finished by the deadline.</summary>
    public Task<CheckedJobs> TimeOutAsync(BatchShare share, Ticket ticket, string found, RequestResult? result = null) =>
        EndAsync(share, ticket, OutcomeKind.TimedOut, JobCodes.TimedOut, $"not finished {_options.Deadline} after its submission: {found}; it can still be collected without paying", result);

    /// <summary>When to try again after an answer that decided nothing.</summary>
    public long RetryAt(RunComfyException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return RetryAt(exception.RetryAfter ?? AfterUnclearAnswer);
    }

    /// <summary>
    /// "No such request": may pass. What the API itself goes on saying through the grace period ends the job, unless it was asked with
    /// another token than the one that submitted it: then the image may be there for that one, and the row is held.
    /// </summary>
    public async Task<CheckedJobs> DenyAsync(BatchShare share, Ticket ticket, RequestNotFoundException exception, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        ArgumentNullException.ThrowIfNull(exception);
        DateTimeOffset now = _clock.GetUtcNow();
        Ticket denied = ticket.Denied(now, exception.IsDefinite);
        TimeSpan stayed = now - DateTimeOffset.FromUnixTimeMilliseconds(denied.DeniedSince);
        if (exception.IsDefinite && stayed >= _options.NotFoundGrace)
            return await EndUnknownAsync(share, denied, exception, cancellationToken);
        return IsLate(ticket) ? await TimeOutAsync(share, denied, exception.Message) : Goes(Later(denied, stayed, exception));
    }

    /// <summary>
    /// A free call was refused. The batch halts when the account itself cannot be used; a page of a firewall or of a deployment only
    /// means that the call is repeated. A job that ends so was paid for: its request id is kept to be collected later.
    /// </summary>
    public async Task<CheckedJobs> RefuseAsync(BatchShare share, Ticket ticket, AccountRefusedException exception, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(share);
        ArgumentNullException.ThrowIfNull(ticket);
        ArgumentNullException.ThrowIfNull(exception);
        if (await IsAccountUnusableAsync(exception, cancellationToken))
        {
            await _markers.HaltAsync(share.Batch, share.Round, exception.Code, exception.Message, CancellationToken.None);
            CheckedJobs ended = await EndAsync(share, ticket, OutcomeKind.TimedOut, exception.Code, $"{exception.Message}; it was submitted and can be collected later without paying");
            return ended with { Note = exception.Message, Stop = StopReason.Halted };
        }

        DateTimeOffset now = _clock.GetUtcNow();
        Ticket refused = ticket.Denied(now, definitely: false);
        return IsLate(ticket)
            ? await TimeOutAsync(share, refused, exception.Message)
            : Goes(Later(refused, now - DateTimeOffset.FromUnixTimeMilliseconds(refused.DeniedSince), exception)) with { Note = exception.Message };
    }

    /// <summary>Stores the outcome; after that the board may forget the ticket.</summary>
    /// <param name="share">Whose ticket it is.</param>
    /// <param name="ticket">The ticket.</param>
    /// <param name="kind">How it ended.</param>
    /// <param name="code">Stable code.</param>
    /// <param name="error">In words.</param>
    /// <param name="result">The API's result, if there was one: its cost counts.</param>
    /// <param name="isFinal">True when the API itself has said that nothing will come of the request.</param>
    public async Task<CheckedJobs> EndAsync(BatchShare share, Ticket ticket, OutcomeKind kind, string code, string error, RequestResult? result = null, bool isFinal = false)
    {
        ArgumentNullException.ThrowIfNull(share);
        TicketValue value = await _worth.OfAsync(share, ticket, CancellationToken.None);
        JobOutcome outcome = SharedRows.Settle(ticket, value.Price(Describe(ticket, kind), result) with
        {
            ErrorCode = code,
            Error = error,
            ApiFinal = isFinal,
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

    private async Task<CheckedJobs> EndUnknownAsync(BatchShare share, Ticket ticket, RequestNotFoundException exception, CancellationToken cancellationToken)
    {
        if (await _worth.IsOfTokenAsync(share, ticket, _api.ApiToken, cancellationToken))
        {
            return await EndAsync(
                share, ticket, OutcomeKind.Failed, exception.Code,
                $"{exception.Message}; so it was for {_options.NotFoundGrace}, asked with the token that submitted it. It may have expired after it was billed: its cost counts as open", isFinal: true);
        }

        return await EndAsync(
            share, ticket, OutcomeKind.Uncertain, JobCodes.UnknownUnderThisToken,
            $"the API does not know this request under this token ({exception.Message}); it was submitted with another one, or nobody knows with which: set that token and collect it without paying");
    }

    private async Task<bool> IsAccountUnusableAsync(AccountRefusedException exception, CancellationToken cancellationToken)
    {
        // Free calls cost nothing: what they say of the balance is believed from the account alone.
        if (exception is { Reason: AccountRefusal.Token, IsDefinite: true })
            return true;
        AccountAnswer account = await _account.AskAsync(cancellationToken);
        return exception.Reason == AccountRefusal.Token ? account.TokenRefused : account.Usd <= 0 && _api.BalanceCheck == BalanceCheck.Stop;
    }

    // The longer it has been so, the more rarely it is asked about.
    private Ticket Later(Ticket ticket, TimeSpan since, RunComfyException exception)
    {
        TimeSpan wait = exception.RetryAfter ?? TimeSpan.FromTicks(Math.Clamp(since.Ticks / 2, Math.Min(AfterUnclearAnswer.Ticks, _options.MaxInterval.Ticks), _options.MaxInterval.Ticks));
        return ticket with { NotBefore = RetryAt(wait) };
    }

    private long RetryAt(TimeSpan wait) => (_clock.GetUtcNow() + (wait < CoolDown.LongestWait ? wait : CoolDown.LongestWait)).ToUnixTimeMilliseconds();
}
