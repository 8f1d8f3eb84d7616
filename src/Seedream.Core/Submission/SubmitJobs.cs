using Microsoft.Extensions.Logging;
using Seedream.Core.Batches;
using Seedream.Core.Conducting;
using Seedream.Core.Intake;
using Seedream.Core.Orchestration;
using Seedream.Core.Outcomes;
using Seedream.Core.Planning;
using Seedream.Core.RunComfy;
using Seedream.Core.Storage;
using Seedream.Core.Telemetry;
using Seedream.Core.Waiting;

namespace Seedream.Core.Submission;

/// <summary>Activity: submits a chunk of rows side by side, each at most once, whoever else tries the same.</summary>
public sealed partial class SubmitJobs : IActivity<SubmitJobsInput, SubmittedJobs>
{
    // Clocks of two hosts differ; a reservation is given up this long after its POST must have ended.
    private static readonly TimeSpan ClockSlack = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RefusalPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan StorageTroublePause = TimeSpan.FromSeconds(10);

    // A host that stood still for longer may have lost the batch: another may have ended the round without these rows, and
    // nobody would look for what is submitted now. Less than a lease lasts after its last renewal.
    private static readonly TimeSpan LongestStandstill = TimeSpan.FromSeconds(20);

    private readonly PipelineStorage _storage;
    private readonly PlanReader _plan;
    private readonly Ledger _ledger;
    private readonly OutcomeStore _outcomes;
    private readonly StopMarkers _markers;
    private readonly BatchStore _batches;
    private readonly SharedRows _shared;
    private readonly RunComfyClient _client;
    private readonly SubmissionGate _gate;
    private readonly CoolDown _coolDown;
    private readonly RunComfyOptions _api;
    private readonly JobsOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<SubmitJobs> _logger;

    public SubmitJobs(PipelineStorage storage, PlanReader plan, Ledger ledger, OutcomeStore outcomes, StopMarkers markers, BatchStore batches, SharedRows shared, RunComfyClient client, SubmissionGate gate, CoolDown coolDown, RunComfyOptions api, JobsOptions options, TimeProvider clock, ILogger<SubmitJobs> logger)
    {
        _storage = storage;
        _plan = plan;
        _ledger = ledger;
        _outcomes = outcomes;
        _markers = markers;
        _batches = batches;
        _shared = shared;
        _client = client;
        _gate = gate;
        _coolDown = coolDown;
        _api = api;
        _options = options;
        _clock = clock;
        _logger = logger;
    }

    public async Task<SubmittedJobs> RunAsync(SubmitJobsInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        BatchShare share = input.Share;
        long begun = _clock.GetTimestamp();
        StopReason stop = await _markers.LookAsync(share.Batch, share.Round, cancellationToken);
        try
        {
            await _storage.State.EnsureWritableAsync(cancellationToken);
            await _storage.Images.EnsureWritableAsync(cancellationToken);
        }
        catch (StorageUnusableException exception)
        {
            long later = In(StorageTroublePause);
            return new SubmittedJobs { Deferred = [.. input.Jobs.Select(job => job with { NotBefore = later })], PauseUntil = later, Note = exception.Message, Stop = stop };
        }

        if (stop == StopReason.None && await _shared.RefuseAsync(share, input.Jobs, cancellationToken) is { } refused)
            return refused;
        List<PromptRow> rows = await _plan.ReadRowsAsync(share.Batch, [.. input.Jobs.Select(job => job.Row)], cancellationToken).ToListAsync(cancellationToken);
        string? known = null;
        if (stop == StopReason.None && rows.Where((_, index) => !input.Jobs[index].KnownOnly).Min(row => row.Input?.MostImages) is { } images
            && (known = await _gate.FindStopAsync(share, images, cancellationToken)) is not null)
            stop = StopReason.Halted;
        SubmittedJobs[] results = await _gate.SubmitAsync(
            share, input.Jobs, stop, (index, now) => SubmitAsync(share, input.Jobs[index], rows[index], now, begun, cancellationToken), cancellationToken);
        return new SubmittedJobs
        {
            Tickets = [.. results.SelectMany(result => result.Tickets)],
            Deferred = [.. results.SelectMany(result => result.Deferred)],
            Ended = [.. results.SelectMany(result => result.Ended)],
            PauseUntil = results.Max(result => result.PauseUntil),
            Note = known ?? results.Select(result => result.Note).FirstOrDefault(note => note is not null),
            Stop = results.Select(result => result.Stop).Append(stop).Max(),
        };
    }

    private TimeSpan StaleAfter => _api.SubmitTimeout + ClockSlack;

    private async Task<SubmittedJobs> SubmitAsync(BatchShare share, Job job, PromptRow row, StopReason stop, long begun, CancellationToken cancellationToken)
    {
        LedgerPlace own = new(share.Batch, job.Row);
        LedgerPlace place = row.Home ?? own;
        SharedTurn turn = await _shared.TakeAsync(share, job, row, StaleAfter, cancellationToken);
        if (turn.Result is { } taken)
            return taken;
        job = turn.Job;
        if (stop != StopReason.None || job.KnownOnly)
        {
            LedgerEntry? known = await _ledger.ReadAsync(place, job.Attempt, StaleAfter, cancellationToken);
            // A batch that has stopped asks for every row what is known of it, so there it takes more than that to be sure.
            bool wasSubmitted = job.WasSubmitted || (job.KnownOnly && stop == StopReason.None);
            if (wasSubmitted && known?.Record.RequestId is null && await FindAskedAsync(share, job, known, cancellationToken) is { } asked)
                return await GoOnAsync(share, job, row, asked, isNew: false, cancellationToken);
            return known is null || known.Record.State == LedgerState.Released
                ? Ended(new EndedJob { Row = job.Row, Outcome = OutcomeKind.NotSubmitted })
                : await GoOnAsync(share, job, row, known, isNew: false, cancellationToken);
        }

        // Asked before the ledger is touched: while the API cannot be reached, waiting costs no writes.
        if (_coolDown.RemainingFor(ApiCall.Submit) is var wait && wait > TimeSpan.Zero)
            return Paused(job, wait, "waiting for the API");

        int most = _options.OnUncertain == OnUncertain.Resubmit ? _options.MaxSubmissions : 1;
        LedgerEntry entry = await _ledger.ReserveAsync(place, job.Attempt, StaleAfter, most, cancellationToken, own);
        return entry.Owned
            ? await PostAsync(share, job, row, entry, begun, cancellationToken)
            : await GoOnAsync(share, job, row, entry, isNew: false, cancellationToken);
    }

    private async Task<SubmittedJobs> PostAsync(BatchShare share, Job job, PromptRow row, LedgerEntry entry, long begun, CancellationToken cancellationToken)
    {
        // A process that was frozen between reserving and posting may have been taken for dead meanwhile.
        if (_clock.GetUtcNow() - entry.Record.ReservedAt > _api.SubmitTimeout / 2 || _clock.GetElapsedTime(begun) > LongestStandstill)
        {
            await _ledger.ReleaseAsync(entry, "the reservation was too old to be used");
            return Deferred(job, TimeSpan.Zero);
        }

        AcceptedSubmission submission;
        try
        {
            submission = await JobSteps.SubmitAsync(
                share.Batch, job, () => _client.SubmitAsync(row.Input!, $"{share.Batch}/{job.Row}/{job.Attempt}", cancellationToken));
            _gate.Answered();
        }
        catch (RunComfyException refused) when (refused is AccountRefusedException or ModelUnknownException)
        {
            await _ledger.ReleaseAsync(entry, refused.Message);
            if (!await _gate.HaltsAsync(refused, row.Input!.MostImages, cancellationToken))
                return Paused(job, refused.RetryAfter ?? RefusalPause, refused.Message);
            await _markers.HaltAsync(share.Batch, share.Round, refused.Code, refused.Message, CancellationToken.None);
            return new SubmittedJobs { Deferred = [job], Note = refused.Message, Stop = StopReason.Halted };
        }
        catch (RunComfyException exception) when (exception is RateLimitedException or ApiUnreachableException)
        {
            await _ledger.ReleaseAsync(entry, exception.Message);
            return Paused(job, exception.RetryAfter ?? TimeSpan.FromSeconds(5), exception.Message);
        }
        catch (RunComfyException exception) when (exception.CertainlyNotAccepted)
        {
            _gate.Answered();
            await _ledger.ReleaseAsync(entry, exception.Message);
            return await EndAsync(share, job, row, entry.Record, OutcomeKind.Failed, exception.VendorCode ?? exception.Code, exception.Message);
        }
        catch (Exception exception) when (exception is RunComfyException or OperationCanceledException)
        {
            LogUncertain(share.Batch, job.Row, exception.Message);
            LedgerEntry uncertain = await _ledger.MarkUncertainAsync(entry, exception.Message);
            return await GoOnAsync(share, job, row, uncertain, isNew: true, CancellationToken.None);
        }

        // Not within what is caught above: nothing that storage says may turn a known request into an uncertain one.
        LedgerEntry submitted = await _ledger.MarkSubmittedAsync(entry, submission.RequestId);
        return await GoOnAsync(share, job, row, submitted, isNew: true, CancellationToken.None);
    }

    // A row that is only asked for was submitted: where its record is gone or lost its request, an outcome may still name it, and
    // otherwise nobody can tell what became of it.
    private async Task<LedgerEntry?> FindAskedAsync(BatchShare share, Job job, LedgerEntry? known, CancellationToken cancellationToken)
    {
        if (known is { Record.State: LedgerState.Reserved or LedgerState.Released })
            return null;
        IReadOnlyList<JobOutcome> outcomes = await _outcomes.ReadRowAsync(share.Batch, job.Row, cancellationToken);
        JobOutcome? named = outcomes.LastOrDefault(outcome => outcome.Attempt == job.Attempt && outcome.RequestId is not null);
        if (known is not null && named is null)
            return known;
        LedgerRecord record = new()
        {
            Row = job.Row,
            Attempt = job.Attempt,
            State = named is null ? LedgerState.Uncertain : LedgerState.Submitted,
            Host = "unknown",
            RequestId = named?.RequestId,
            ReservedAt = named?.SubmittedAt ?? _clock.GetUtcNow(),
            SubmittedAt = named?.SubmittedAt,
            Submissions = Math.Max(1, named?.Attempts ?? 1),
            Reason = "there are signs that it was submitted, and its ledger record is gone",
        };
        return new LedgerEntry(known?.Name ?? "", record, known?.Version ?? "", Owned: false);
    }

    private async Task<SubmittedJobs> GoOnAsync(BatchShare share, Job job, PromptRow row, LedgerEntry entry, bool isNew, CancellationToken cancellationToken)
    {
        LedgerRecord record = entry.Record;
        LedgerPlace own = new(share.Batch, job.Row);
        LedgerPlace payer = RowHistories.PayerOf(row.Home ?? own, record);
        switch (record.State)
        {
            case LedgerState.Submitted:
                Ticket ticket = new()
                {
                    Row = job.Row,
                    Attempt = job.Attempt,
                    RequestId = record.RequestId!,
                    SubmittedAt = (record.SubmittedAt ?? record.ReservedAt).ToUnixTimeMilliseconds(),
                    Class = row.Input is null ? 1 : JobClass.Of(row.Input).Code,
                    WaitingSince = job.KnownOnly ? In(TimeSpan.Zero) : 0,
                    ExtraSubmissions = Math.Max(0, record.Submissions - 1),
                    RanIn = payer == own ? null : payer.Batch,
                    RanInRow = payer == own ? null : payer.Row,
                };
                return new SubmittedJobs { Tickets = [ticket] };
            case LedgerState.Uncertain when _options.OnUncertain == OnUncertain.Resubmit && record.Submissions < _options.MaxSubmissions && !job.KnownOnly:
                return Deferred(job, TimeSpan.FromSeconds(1));
            case LedgerState.Uncertain:
                cancellationToken.ThrowIfCancellationRequested();
                return await EndAsync(share, job, row, record, OutcomeKind.Uncertain, JobCodes.Uncertain, $"the submission may or may not have been accepted: {record.Reason}", isEarlier: !isNew);
            case LedgerState.Reserved:
                // Another process is submitting it right now.
                return Deferred(job, TimeSpan.FromSeconds(5));
            default:
                return Deferred(job, TimeSpan.Zero);
        }
    }

    private async Task<SubmittedJobs> EndAsync(BatchShare share, Job job, PromptRow row, LedgerRecord record, OutcomeKind kind, string code, string error, bool isEarlier = false)
    {
        LedgerPlace own = new(share.Batch, job.Row);
        LedgerPlace payer = RowHistories.PayerOf(row.Home ?? own, record);
        bool isUncertain = kind == OutcomeKind.Uncertain;
        JobOutcome outcome = new()
        {
            Row = job.Row,
            Outcome = kind,
            RequestId = record.RequestId,
            Attempt = job.Attempt,
            Attempts = record.Submissions,
            ErrorCode = code,
            Error = error,
            OpenCostUsd = isUncertain && payer == own ? await MostUsdAsync(share.Batch, row, CancellationToken.None) : null,
            RanIn = isUncertain && payer != own ? payer.Batch : null,
            RanInRow = isUncertain && payer != own ? payer.Row : null,
            Model = record.Model,
            SubmittedAt = isUncertain ? record.SubmittedAt ?? record.ReservedAt : null,
            CompletedAt = _clock.GetUtcNow(),
        };
        await _outcomes.WriteAsync(share.Batch, share.Round, outcome, CancellationToken.None);
        return Ended(new EndedJob { Row = job.Row, Outcome = kind, Earlier = isEarlier });
    }

    // What one submission of the row can cost at most, at the price its batch was planned at.
    private async Task<decimal> MostUsdAsync(string batch, PromptRow row, CancellationToken cancellationToken) =>
        (await _batches.FindSeenAsync(batch, cancellationToken))?.PricePerImageUsd * row.Input?.MostImages ?? 0;

    private SubmittedJobs Deferred(Job job, TimeSpan wait) => new() { Deferred = [job with { NotBefore = In(wait) }] };

    // Nobody looks for a cancel marker while everything waits, so even a long wait is asked about now and then.
    private SubmittedJobs Paused(Job job, TimeSpan wait, string note) =>
        new() { Deferred = [job], PauseUntil = In(wait < LongestPause ? wait : LongestPause), Note = note };

    private static SubmittedJobs Ended(EndedJob job) => new() { Ended = [job] };

    private long In(TimeSpan wait) => (_clock.GetUtcNow() + wait).ToUnixTimeMilliseconds();

    [LoggerMessage(2010, LogLevel.Warning, "Submission of {Batch} row {Row} is uncertain: {Reason}")]
    private partial void LogUncertain(string batch, int row, string reason);
}
