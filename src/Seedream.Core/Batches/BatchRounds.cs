using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Seedream.Core.Conducting;
using Seedream.Core.Hosting;
using Seedream.Core.Outcomes;
using Seedream.Core.Planning;
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
    private readonly RoundStore _rounds;
    private readonly RoundSelection _selection;
    private readonly JobsOptions _jobs;
    private readonly HostIdentity _host;
    private readonly TimeProvider _clock;
    private readonly ILogger<BatchRounds> _logger;

    // Rounds that this process has begun, or may have: until they are known to be started.
    private readonly ConcurrentDictionary<string, byte> _begun = new(StringComparer.Ordinal);

    public BatchRounds(PipelineStorage storage, BatchStore batches, PlanReader plans, OutcomeStore outcomes, RoundStore rounds, Ledger ledger, HostIdentity host, TimeProvider clock, ILogger<BatchRounds> logger, JobsOptions? jobs = null)
    {
        _storage = storage;
        _batches = batches;
        _plans = plans;
        _rounds = rounds;
        _selection = new RoundSelection(storage, plans, outcomes, new RowHistories(ledger, outcomes));
        _jobs = jobs ?? new JobsOptions();
        _host = host;
        _clock = clock;
        _logger = logger;
    }

    /// <summary>
    /// Batches of which this process has begun a round, or tried to, and does not know it to be started: storage may have failed
    /// in between, and its answer may have been lost.
    /// </summary>
    public IReadOnlyCollection<string> Begun => [.. _begun.Keys];

    /// <summary>The round is known to be started, or there is none.</summary>
    public void Forget(string batch) => _begun.TryRemove(batch, out _);

    /// <summary>What a retry of these outcomes would do, without doing it.</summary>
    public Task<RoundPreview> PreviewRetryAsync(string batch, IReadOnlySet<OutcomeKind> kinds, CancellationToken cancellationToken) =>
        PreviewAsync(batch, Retry(batch, kinds, cancellationToken), cancellationToken);

    /// <summary>
    /// Prepares a round that tries rows with these outcomes again: what has a request is asked for, and only where the API has
    /// said that nothing will come of it is the row submitted again. Nothing is begun when there are none. Raises
    /// <see cref="BatchHeldException"/> while another process runs the batch. A round that was begun for the very same and never
    /// started is given back, to be started.
    /// </summary>
    public Task<RoundPreview> BeginRetryAsync(string batch, IReadOnlySet<OutcomeKind> kinds, CancellationToken cancellationToken) =>
        BeginRetryAsync(batch, kinds, owner: null, cancellationToken);

    /// <summary>As above, for a kind of host (<see cref="BatchOwner"/>) to run; null leaves that as it is.</summary>
    public Task<RoundPreview> BeginRetryAsync(string batch, IReadOnlySet<OutcomeKind> kinds, string? owner, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        return BeginAsync(batch, $"retry {string.Join(',', kinds.Order())}", Retry(batch, kinds, cancellationToken), owner, cancellationToken);
    }

    /// <summary>What a further round of the rows that a <c>failed.csv</c> names would do, without doing it.</summary>
    internal Task<RoundPreview> PreviewNamedAsync(string batch, IReadOnlyDictionary<int, int> rows, CancellationToken cancellationToken) =>
        PreviewAsync(batch, Named(batch, rows, cancellationToken), cancellationToken);

    /// <summary>Prepares that round, as a retry of these rows. It is on record with the batch under the key.</summary>
    internal Task<RoundPreview> BeginNamedAsync(string batch, string key, IReadOnlyDictionary<int, int> rows, string? owner, CancellationToken cancellationToken) =>
        BeginAsync(batch, $"failed {key}", Named(batch, rows, cancellationToken), owner, cancellationToken, key);

    /// <summary>What a collect would do, without doing it.</summary>
    public Task<RoundPreview> PreviewCollectAsync(string batch, CancellationToken cancellationToken) =>
        PreviewAsync(batch, Collect(batch, cancellationToken), cancellationToken);

    /// <summary>Prepares a round that fetches what is known to have been submitted and is not in storage. Nothing is begun when there is nothing.</summary>
    public Task<RoundPreview> BeginCollectAsync(string batch, CancellationToken cancellationToken) =>
        BeginCollectAsync(batch, owner: null, cancellationToken);

    /// <summary>As above, for a kind of host (<see cref="BatchOwner"/>) to run; null leaves that as it is.</summary>
    public Task<RoundPreview> BeginCollectAsync(string batch, string? owner, CancellationToken cancellationToken) =>
        BeginAsync(batch, "collect", Collect(batch, cancellationToken), owner, cancellationToken);

    // Resubmit is the word "uncertain", given beforehand.
    private Func<int, Task<List<RoundSelection.Choice>>> Retry(string batch, IReadOnlySet<OutcomeKind> kinds, CancellationToken cancellationToken) =>
        segment => _selection.ForRetryAsync(batch, segment, kinds, kinds.Contains(OutcomeKind.Uncertain) || _jobs.OnUncertain == OnUncertain.Resubmit, cancellationToken);

    private Func<int, Task<List<RoundSelection.Choice>>> Named(string batch, IReadOnlyDictionary<int, int> rows, CancellationToken cancellationToken)
    {
        HashSet<int> segments = [.. rows.Keys.Select(StateLayout.SegmentOf)];
        return segment => segments.Contains(segment) ? _selection.ForNamedAsync(batch, segment, rows, _jobs.OnUncertain == OnUncertain.Resubmit, cancellationToken) : Task.FromResult<List<RoundSelection.Choice>>([]);
    }

    private Func<int, Task<List<RoundSelection.Choice>>> Collect(string batch, CancellationToken cancellationToken) =>
        segment => _selection.ForCollectAsync(batch, segment, cancellationToken);

    private async Task<RoundPreview> PreviewAsync(string batch, Func<int, Task<List<RoundSelection.Choice>>> select, CancellationToken cancellationToken) =>
        await SelectAsync(await _batches.GetAsync(batch, cancellationToken), select, _ => Task.CompletedTask, cancellationToken);

    // Under the batch's lease: two that began a round at once would mix their choices of what is paid for again.
    private async Task<RoundPreview> BeginAsync(string batch, string asked, Func<int, Task<List<RoundSelection.Choice>>> select, string? owner, CancellationToken cancellationToken, string? failedFile = null)
    {
        await _batches.GetAsync(batch, cancellationToken);
        await using BatchLease lease = await BatchLease.AcquireAsync(_storage, batch, _host, _clock, _logger, cancellationToken);
        BatchRecord record = await _batches.GetAsync(batch, cancellationToken);
        if (record is { CompletedAt: null, Status: BatchStatus.InProgress, Begun: { } begun } && begun.Asked == asked && begun.Preview.Round == record.Round && (owner is null || owner == record.Owner))
            return begun.Preview;
        if (failedFile is not null && record.FailedFiles?.TryGetValue(failedFile, out int earlier) == true)
            return new RoundPreview { Round = earlier };

        int round = record.Round + 1;
        int written = 0;
        List<Job> jobs = [];
        RoundPreview preview = await SelectAsync(record, select, AddAsync, cancellationToken);
        if (preview.Rows == 0)
            return preview;
        // Also an empty one: it ends the round, whatever an attempt that broke off has left behind it.
        await _rounds.WriteSegmentAsync(batch, round, written, jobs, cancellationToken);
        _begun[batch] = 0;
        await _batches.UpdateAsync(batch, before =>
        {
            BatchRecord after = Begin(before, new BegunRound { Asked = asked, Preview = preview }, owner);
            return failedFile is null ? after : after with { FailedFiles = new Dictionary<string, int>(before.FailedFiles ?? new Dictionary<string, int>()) { [failedFile] = round } };
        }, cancellationToken);
        return preview;

        async Task AddAsync(Job job)
        {
            jobs.Add(job);
            if (jobs.Count < StateLayout.SegmentSize)
                return;
            await _rounds.WriteSegmentAsync(batch, round, written++, jobs, cancellationToken);
            jobs.Clear();
        }
    }

    private async Task<RoundPreview> SelectAsync(BatchRecord record, Func<int, Task<List<RoundSelection.Choice>>> select, Func<Job, Task> add, CancellationToken cancellationToken)
    {
        if (record.CompletedAt is null || record.Status == BatchStatus.Rejected)
            throw new BatchNotEndedException(record.Id, record.Status);
        PlanSummary plan = await _plans.ReadSummaryAsync(record.Id, cancellationToken) ?? throw new BatchNotFoundException(record.Id);
        RoundPreview preview = new() { Round = record.Round + 1 };
        for (int segment = 0; segment * StateLayout.SegmentSize < plan.Rows; segment++)
        {
            foreach (RoundSelection.Choice choice in await select(segment))
            {
                (RowStep step, int attempt, _) = choice.Decision;
                preview = preview.With(choice.Decision, choice.Known, choice.Row.Input!.MostImages * record.PricePerImageUsd);
                if (step is RowStep.Ask or RowStep.Submit)
                    await add(new Job { Row = choice.Row.Row, Attempt = attempt, KnownOnly = step == RowStep.Ask, WasSubmitted = step == RowStep.Ask });
            }
        }

        return preview;
    }

    private BatchRecord Begin(BatchRecord before, BegunRound begun, string? owner) =>
        before.Round == begun.Preview.Round - 1 && before.CompletedAt is not null
            ? before with { Round = begun.Preview.Round, Begun = begun, Owner = owner ?? before.Owner, Status = BatchStatus.InProgress, Reason = null, StartedAt = _clock.GetUtcNow(), CompletedAt = null }
            : throw new BatchNotEndedException(before.Id, before.Status);
}
