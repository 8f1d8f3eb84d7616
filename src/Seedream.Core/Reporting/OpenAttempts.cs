using Seedream.Core.Batches;
using Seedream.Core.Intake;
using Seedream.Core.Outcomes;
using Seedream.Core.Planning;
using Seedream.Core.Retention;
using Seedream.Core.Submission;

namespace Seedream.Core.Reporting;

/// <summary>
/// Gives outcomes to rows that the ledger knows to be submitted, or perhaps submitted, and that have none: the round that
/// submitted them was given up, or their outcome was lost. What has a request is to be collected later.
/// </summary>
public sealed class OpenAttempts
{
    private readonly OutcomeStore _outcomes;
    private readonly PlanReader _plans;
    private readonly LeftoverStore _leftovers;
    private readonly RowHistories _histories;
    private readonly TimeProvider _clock;

    public OpenAttempts(OutcomeStore outcomes, PlanReader plans, LeftoverStore leftovers, Ledger ledger, TimeProvider clock)
    {
        _outcomes = outcomes;
        _plans = plans;
        _leftovers = leftovers;
        _histories = new RowHistories(ledger, outcomes);
        _clock = clock;
    }

    /// <summary>Writes the outcomes that are missing in a segment.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="round">The round that ends.</param>
    /// <param name="segment">The segment.</param>
    /// <param name="known">The outcomes there are, by row; those that are written are added.</param>
    /// <param name="reason">Why they ended so, in words.</param>
    /// <param name="everyAttempt">Every attempt needs its outcome, and not only every row.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task AccountAsync(
        BatchRecord batch, int round, int segment, Dictionary<int, IReadOnlyList<JobOutcome>> known, string reason, bool everyAttempt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(known);
        List<PromptRow> open = [];
        await foreach (PromptRow row in _plans.ReadSegmentAsync(batch.Id, segment, cancellationToken))
        {
            if (row.Input is not null && (everyAttempt || !known.ContainsKey(row.Row)))
                open.Add(row);
        }

        if (open.Count == 0)
            return;
        Dictionary<int, IReadOnlyList<LedgerRecord>> records = await _histories.ReadRecordsAsync(batch.Id, open, cancellationToken);
        foreach (PromptRow row in open)
        {
            IReadOnlyList<JobOutcome> before = known.GetValueOrDefault(row.Row) ?? [];
            if (Missing(batch.Id, row, records[row.Row], before) is not { } record)
                continue;
            JobOutcome outcome = Describe(row, record, reason, row.Input!.MostImages * batch.PricePerImageUsd);
            // First: after a crash in between it is only looked at in vain.
            if (outcome.IsCollectable)
                await _leftovers.AddAsync(batch.Id, cancellationToken);
            await _outcomes.WriteAsync(batch.Id, round, outcome, cancellationToken);
            known[row.Row] = [.. before, outcome];
        }
    }

    // The last attempt of this very row that has no outcome. What another row submitted is told, and paid, there.
    private static LedgerRecord? Missing(string batch, PromptRow row, IReadOnlyList<LedgerRecord> records, IReadOnlyList<JobOutcome> known)
    {
        LedgerPlace own = new(batch, row.Row);
        LedgerPlace place = RowHistories.PlaceOf(batch, row);
        return records
            .Where(record => record.State != LedgerState.Released && RowHistories.PayerOf(place, record) == own)
            .Where(record => !known.Any(outcome => outcome.Attempt == record.Attempt))
            .MaxBy(record => record.Attempt);
    }

    private JobOutcome Describe(PromptRow row, LedgerRecord record, string reason, decimal mostUsd)
    {
        bool isKnown = record.RequestId is not null;
        return new JobOutcome
        {
            Row = row.Row,
            Outcome = isKnown ? OutcomeKind.TimedOut : OutcomeKind.Uncertain,
            RequestId = record.RequestId,
            Attempt = record.Attempt,
            Attempts = Math.Max(1, record.Submissions),
            ErrorCode = isKnown ? JobCodes.TimedOut : JobCodes.Uncertain,
            Error = isKnown
                ? $"it was submitted, and nobody has seen its end: {reason}; it can still be collected without paying"
                : $"the submission may or may not have been accepted: {record.Reason ?? reason}",
            OpenCostUsd = mostUsd,
            Model = record.Model,
            SubmittedAt = record.SubmittedAt ?? record.ReservedAt,
            CompletedAt = _clock.GetUtcNow(),
        };
    }
}
