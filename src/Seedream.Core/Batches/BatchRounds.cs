using Microsoft.Extensions.Logging;
using Seedream.Core.Conducting;
using Seedream.Core.Hosting;
using Seedream.Core.Intake;
using Seedream.Core.Outcomes;
using Seedream.Core.Planning;
using Seedream.Core.RunComfy;
using Seedream.Core.Storage;
using Seedream.Core.Submission;

namespace Seedream.Core.Batches;

/// <summary>
/// Further rounds of a batch that has ended: a retry submits again what a person asks for, a collect only fetches what was
/// paid for already. Both go on with a known request id wherever there is one.
/// </summary>
public sealed class BatchRounds
{
    /// <summary>What a retry does unless told otherwise: everything but what may have been paid for without our knowing.</summary>
    public static readonly IReadOnlySet<OutcomeKind> RetriedByDefault = new HashSet<OutcomeKind> { OutcomeKind.Failed, OutcomeKind.NotSubmitted, OutcomeKind.TimedOut };

    private readonly PipelineStorage _storage;
    private readonly BatchStore _batches;
    private readonly PlanReader _plans;
    private readonly OutcomeStore _outcomes;
    private readonly RoundStore _rounds;
    private readonly Ledger _ledger;
    private readonly HostIdentity _host;
    private readonly TimeProvider _clock;
    private readonly ILogger<BatchRounds> _logger;

    public BatchRounds(PipelineStorage storage, BatchStore batches, PlanReader plans, OutcomeStore outcomes, RoundStore rounds, Ledger ledger, HostIdentity host, TimeProvider clock, ILogger<BatchRounds> logger)
    {
        _storage = storage;
        _batches = batches;
        _plans = plans;
        _outcomes = outcomes;
        _rounds = rounds;
        _ledger = ledger;
        _host = host;
        _clock = clock;
        _logger = logger;
    }

    /// <summary>What a retry of these outcomes would do, without doing it.</summary>
    public Task<RoundPreview> PreviewRetryAsync(string batch, IReadOnlySet<OutcomeKind> kinds, CancellationToken cancellationToken) =>
        SelectAsync(batch, (row, outcome, round) => ForRetry(batch, row, outcome, kinds, round, cancellationToken), write: false, cancellationToken);

    /// <summary>
    /// Prepares a round that tries rows with these outcomes again. Nothing is begun when there are none. Raises
    /// <see cref="BatchHeldException"/> while another process runs the batch.
    /// </summary>
    public Task<RoundPreview> BeginRetryAsync(string batch, IReadOnlySet<OutcomeKind> kinds, CancellationToken cancellationToken) =>
        BeginRetryAsync(batch, kinds, owner: null, cancellationToken);

    /// <summary>As above, for a kind of host (<see cref="BatchOwner"/>) to run; null leaves that as it is.</summary>
    public Task<RoundPreview> BeginRetryAsync(string batch, IReadOnlySet<OutcomeKind> kinds, string? owner, CancellationToken cancellationToken) =>
        BeginAsync(batch, (row, outcome, round) => ForRetry(batch, row, outcome, kinds, round, cancellationToken), owner, cancellationToken);

    /// <summary>What a collect would do, without doing it.</summary>
    public Task<RoundPreview> PreviewCollectAsync(string batch, CancellationToken cancellationToken) =>
        SelectAsync(batch, (_, outcome, _) => ForCollect(batch, outcome, lost: true, cancellationToken), write: false, cancellationToken);

    /// <summary>Prepares a round that fetches what is known to have been submitted and is not in storage. Nothing is begun when there is nothing.</summary>
    public Task<RoundPreview> BeginCollectAsync(string batch, CancellationToken cancellationToken) =>
        BeginCollectAsync(batch, owner: null, cancellationToken);

    /// <summary>As above, for a kind of host (<see cref="BatchOwner"/>) to run; null leaves that as it is.</summary>
    public Task<RoundPreview> BeginCollectAsync(string batch, string? owner, CancellationToken cancellationToken) =>
        BeginAsync(batch, (_, outcome, _) => ForCollect(batch, outcome, lost: true, cancellationToken), owner, cancellationToken);

    // Under the batch's lease: two that began a round at once would mix their choices of what is paid for again.
    private async Task<RoundPreview> BeginAsync(string batch, Func<PromptRow, JobOutcome?, int, Task<Job?>> select, string? owner, CancellationToken cancellationToken)
    {
        await _batches.GetAsync(batch, cancellationToken);
        await using BatchLease lease = await BatchLease.AcquireAsync(_storage, batch, _host, _clock, _logger, cancellationToken);
        return await SelectAsync(batch, select, write: true, cancellationToken, owner);
    }

    private async Task<RoundPreview> SelectAsync(string batch, Func<PromptRow, JobOutcome?, int, Task<Job?>> select, bool write, CancellationToken cancellationToken, string? owner = null)
    {
        BatchRecord record = await _batches.GetAsync(batch, cancellationToken);
        if (record.CompletedAt is null || record.Status == BatchStatus.Rejected)
            throw new BatchNotEndedException(batch, record.Status);
        PlanSummary plan = await _plans.ReadSummaryAsync(batch, cancellationToken) ?? throw new BatchNotFoundException(batch);
        int round = record.Round + 1;
        List<Job> segmentJobs = [];
        int written = 0;
        RoundPreview preview = new() { Round = round };

        for (int segment = 0; segment * StateLayout.SegmentSize < plan.Rows; segment++)
        {
            Dictionary<int, JobOutcome> outcomes = await _outcomes.ReadSegmentAsync(batch, segment, cancellationToken);
            await foreach (PromptRow row in _plans.ReadSegmentAsync(batch, segment, cancellationToken))
            {
                if (row.Input is null || await select(row, outcomes.GetValueOrDefault(row.Row), round) is not { } job)
                    continue;
                preview = preview.With(job, row.Input.MostImages * record.PricePerImageUsd);
                segmentJobs.Add(job);
                if (write && segmentJobs.Count == StateLayout.SegmentSize)
                {
                    await _rounds.WriteSegmentAsync(batch, round, written++, segmentJobs, cancellationToken);
                    segmentJobs.Clear();
                }
            }
        }

        if (!write || preview.Rows == 0)
            return preview;
        // Also an empty one: it ends the round, whatever an attempt that broke off has left behind it.
        await _rounds.WriteSegmentAsync(batch, round, written, segmentJobs, cancellationToken);
        await _batches.UpdateAsync(batch, before => Begin(before, round, owner), cancellationToken);
        return preview;
    }

    private BatchRecord Begin(BatchRecord before, int round, string? owner) =>
        before.Round == round - 1 && before.CompletedAt is not null
            ? before with { Round = round, Owner = owner ?? before.Owner, Status = BatchStatus.InProgress, Reason = null, StartedAt = _clock.GetUtcNow(), CompletedAt = null }
            : throw new BatchNotEndedException(before.Id, before.Status);

    private async Task<Job?> ForRetry(string batch, PromptRow row, JobOutcome? outcome, IReadOnlySet<OutcomeKind> kinds, int round, CancellationToken cancellationToken)
    {
        if (!kinds.Contains(outcome?.Outcome ?? OutcomeKind.NotSubmitted))
            return null;
        // Never submitted: the first ledger record still decides, should there be one after all.
        if (outcome is null)
            return new Job { Row = row.Row, Attempt = 1 };
        if (outcome.Outcome == OutcomeKind.Succeeded)
            return new Job { Row = row.Row, Attempt = round };
        return await ForCollect(batch, outcome, lost: false, cancellationToken) ?? new Job { Row = row.Row, Attempt = round };
    }

    // What was generated, or may be, is asked for before anything is paid again. What the API did not know any more may only
    // have been asked for with another account's token: to ask again costs nothing, but a retry does not wait for it.
    private async Task<Job?> ForCollect(string batch, JobOutcome? outcome, bool lost, CancellationToken cancellationToken)
    {
        bool known = outcome switch
        {
            { IsCollectable: true } => true,
            { Outcome: OutcomeKind.Failed, RequestId: not null, ErrorCode: ApiCodes.NotFound } => lost,
            { Outcome: OutcomeKind.Uncertain } => await _ledger.ReadAsync(new LedgerPlace(batch, outcome.Row), outcome.Attempt, TimeSpan.MaxValue, cancellationToken) is { Record.RequestId: not null },
            { Outcome: OutcomeKind.Succeeded } => await IsFileMissingAsync(batch, outcome, cancellationToken),
            _ => false,
        };
        return known ? new Job { Row = outcome!.Row, Attempt = outcome.Attempt, KnownOnly = true } : null;
    }

    private async Task<bool> IsFileMissingAsync(string batch, JobOutcome outcome, CancellationToken cancellationToken)
    {
        foreach (OutputFile file in outcome.Files)
        {
            if (await _storage.Images.TryGetInfoAsync(StateLayout.Images(batch) + file.Name, cancellationToken) is not { } info || info.Length != file.Bytes)
                return true;
        }

        return false;
    }
}
