using System.Collections.Concurrent;
using Seedream.Core.Batches;
using Seedream.Core.Conducting;
using Seedream.Core.Identity;
using Seedream.Core.Intake;
using Seedream.Core.Outcomes;
using Seedream.Core.Retention;
using Seedream.Core.RunComfy;
using Seedream.Core.Storage;

namespace Seedream.Core.Submission;

/// <summary>
/// Rows that an earlier batch has as well: what was paid for there is taken over. What nobody has submitted there yet is
/// submitted by whoever reserves it first, in the one ledger that both look at.
/// </summary>
public sealed class SharedRows
{
    private const int MostPurged = 16;

    private readonly IObjectStore _images;
    private readonly BatchStore _batches;
    private readonly OutcomeStore _outcomes;
    private readonly Ledger _ledger;
    private readonly Tombstones _tombstones;
    private readonly StopMarkers _markers;
    private readonly StoreUpgrade _upgrade;
    private readonly RunComfyOptions _api;
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<string, HashSet<LedgerPlace>> _purged = new(StringComparer.Ordinal);

    public SharedRows(PipelineStorage storage, BatchStore batches, OutcomeStore outcomes, Ledger ledger, Tombstones tombstones, StopMarkers markers, StoreUpgrade upgrade, RunComfyOptions api, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(storage);
        _images = storage.Images;
        _batches = batches;
        _outcomes = outcomes;
        _ledger = ledger;
        _tombstones = tombstones;
        _markers = markers;
        _upgrade = upgrade;
        _api = api;
        _clock = clock;
    }

    /// <summary>What another batch paid for costs this one nothing, and the results say where it was paid.</summary>
    public static JobOutcome Settle(Ticket ticket, JobOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        ArgumentNullException.ThrowIfNull(outcome);
        return ticket.RanIn is null ? outcome : outcome with { CostUsd = 0, OpenCostUsd = null, RanIn = ticket.RanIn, RanInRow = ticket.RanInRow };
    }

    /// <summary>Nothing is submitted before the store is up to date, or for a batch of another model than the one that is set. What to answer for all rows; null to go on.</summary>
    public async Task<SubmittedJobs?> RefuseAsync(BatchShare share, IReadOnlyList<Job> jobs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(share);
        ArgumentNullException.ThrowIfNull(jobs);
        await _upgrade.EnsureAsync(cancellationToken);
        if (jobs.All(job => job.KnownOnly) || await _batches.FindSeenAsync(share.Batch, cancellationToken) is not { } batch || batch.Model == _api.RecordedModel)
            return null;
        string reason = new OtherModelException(batch, _api.Model).Message;
        await _markers.HaltAsync(share.Batch, share.Round, JobCodes.OtherModel, reason, CancellationToken.None);
        return new SubmittedJobs { Deferred = [.. jobs], Note = reason, Stop = StopReason.Halted };
    }

    /// <summary>Takes over what was paid for in another batch, if it was.</summary>
    public async Task<SharedTurn> TakeAsync(BatchShare share, Job job, PromptRow row, TimeSpan staleAfter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(share);
        ArgumentNullException.ThrowIfNull(job);
        ArgumentNullException.ThrowIfNull(row);
        if (row.Held is { } held)
            return new SharedTurn(job, await EndAsync(share, NotSubmitted(job, JobCodes.HeldBack, held)));
        if (row.Home is not { } home)
            return new SharedTurn(job, null);
        LedgerRecord? record = await ReadAsync(home, share.Round == 1 ? null : job.Attempt, staleAfter, cancellationToken);
        // A further round was chosen by what the outcomes say; the first relies on the ledger, whose records may be gone or damaged.
        if (share.Round == 1 && record?.RequestId is null && await FindEarlierAsync(home, cancellationToken) is { } earlier)
            return new SharedTurn(job, await TakeEarlierAsync(share, job, home, earlier, cancellationToken));
        if (record is null)
            return new SharedTurn(job, await HasRunInPurgedAsync(home, cancellationToken) ? await EndPurgedAsync(share, job, home) : null);
        job = job with { Attempt = record.Attempt };
        LedgerPlace payer = RowHistories.PayerOf(home, record);
        if (record is not { State: LedgerState.Submitted, RequestId: { } request } || payer == new LedgerPlace(share.Batch, row.Row))
            return new SharedTurn(job, null);
        return new SharedTurn(job, await FindFinalAsync(payer, request, cancellationToken) is { } outcome ? await TakeOverAsync(share, job, payer, outcome) : null);
    }

    // An outcome with a request id proves a submission, whatever has become of its ledger record.
    private async Task<JobOutcome?> FindEarlierAsync(LedgerPlace home, CancellationToken cancellationToken) =>
        await _batches.FindSeenAsync(home.Batch, cancellationToken) is { } batch
        && await _outcomes.ReadLastAsync(home.Batch, home.Row, batch.Round, cancellationToken) is { RequestId: not null } outcome
            ? outcome
            : null;

    private async Task<SubmittedJobs> TakeEarlierAsync(BatchShare share, Job job, LedgerPlace home, JobOutcome earlier, CancellationToken cancellationToken)
    {
        LedgerPlace payer = earlier is { RanIn: { } batch, RanInRow: { } row } ? new LedgerPlace(batch, row) : home;
        if (await IsTakenOverAsync(earlier.FilesIn ?? home.Batch, earlier, cancellationToken))
            return await TakeOverAsync(share, job, payer, earlier, earlier.FilesIn ?? home.Batch);
        return await EndAsync(share, earlier with
        {
            Row = job.Row,
            Outcome = OutcomeKind.Uncertain,
            ErrorCode = JobCodes.Uncertain,
            Error = $"this row was submitted in batch {payer.Batch}, whose ledger record of it is gone or damaged; collect that batch, which pays nothing",
            CostUsd = 0,
            OpenCostUsd = null,
            ApiFinal = false,
            RanIn = payer.Batch,
            RanInRow = payer.Row,
            Files = [],
            CompletedAt = _clock.GetUtcNow(),
            Looks = 0,
        });
    }

    // In the first round whatever attempt is the last counts; a further round has chosen one.
    private async Task<LedgerRecord?> ReadAsync(LedgerPlace home, int? attempt, TimeSpan staleAfter, CancellationToken cancellationToken)
    {
        int chosen = attempt ?? (await _ledger.ReadRowAsync(home, cancellationToken)).Select(record => record.Attempt).DefaultIfEmpty().Max();
        return chosen == 0 || await _ledger.ReadAsync(home, chosen, staleAfter, cancellationToken) is not { } entry ? null : entry.Record with { Attempt = chosen };
    }

    // Final by the API's own word, with files that are still where they were put. Anything else is asked for, which is free.
    private async Task<JobOutcome?> FindFinalAsync(LedgerPlace payer, string request, CancellationToken cancellationToken)
    {
        if (await _batches.FindSeenAsync(payer.Batch, cancellationToken) is not { } batch
            || await _outcomes.ReadLastAsync(payer.Batch, payer.Row, batch.Round, cancellationToken) is not { } outcome || outcome.RequestId != request)
            return null;
        return await IsTakenOverAsync(payer.Batch, outcome, cancellationToken) ? outcome : null;
    }

    private async Task<bool> IsTakenOverAsync(string batch, JobOutcome outcome, CancellationToken cancellationToken)
    {
        if (outcome is { ApiFinal: true, Outcome: OutcomeKind.Failed or OutcomeKind.Cancelled })
            return true;
        if (outcome.Outcome != OutcomeKind.Succeeded)
            return false;
        foreach (OutputFile file in outcome.Files)
        {
            if (await _images.TryGetInfoAsync(StateLayout.Image(batch, file.Name), cancellationToken) is null)
                return false;
        }

        return true;
    }

    private Task<SubmittedJobs> TakeOverAsync(BatchShare share, Job job, LedgerPlace payer, JobOutcome outcome, string? filesIn = null) => EndAsync(share, outcome with
    {
        Row = job.Row,
        Attempt = job.Attempt,
        CostUsd = 0,
        OpenCostUsd = null,
        RanIn = payer.Batch,
        RanInRow = payer.Row,
        FilesIn = filesIn ?? payer.Batch,
        CompletedAt = _clock.GetUtcNow(),
        Looks = 0,
    });

    private async Task<SubmittedJobs> EndPurgedAsync(BatchShare share, Job job, LedgerPlace home) => await EndAsync(
        share,
        NotSubmitted(job, JobCodes.RanInPurged, $"this row ran in batch {home.Batch}, which was purged; to make it anew, and pay anew, run the file with a further run number") with { RanIn = home.Batch, RanInRow = home.Row });

    private JobOutcome NotSubmitted(Job job, string code, string reason) => new()
    {
        Row = job.Row,
        Outcome = OutcomeKind.NotSubmitted,
        ErrorCode = code,
        Error = reason,
        CostUsd = 0,
        CompletedAt = _clock.GetUtcNow(),
    };

    private async Task<SubmittedJobs> EndAsync(BatchShare share, JobOutcome outcome)
    {
        await _outcomes.WriteAsync(share.Batch, share.Round, outcome, CancellationToken.None);
        return new SubmittedJobs { Ended = [new EndedJob { Row = outcome.Row, Outcome = outcome.Outcome, Images = outcome.Files.Count, Bytes = outcome.Files.Sum(file => file.Bytes), Earlier = true }] };
    }

    private async Task<bool> HasRunInPurgedAsync(LedgerPlace home, CancellationToken cancellationToken)
    {
        if (!_purged.TryGetValue(home.Batch, out HashSet<LedgerPlace>? ran))
        {
            if (await _tombstones.FindAsync(home.Batch, cancellationToken) is null)
                return false;
            ran = [];
            await foreach (PurgedRow row in _tombstones.ReadRowsAsync(home.Batch, cancellationToken))
            {
                if (row.Ran)
                    ran.Add(row.Place);
            }

            if (_purged.Count >= MostPurged)
                _purged.Clear();
            _purged[home.Batch] = ran;
        }

        return ran.Contains(home);
    }
}
