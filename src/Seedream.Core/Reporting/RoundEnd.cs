using System.Runtime.CompilerServices;
using Seedream.Core.Batches;
using Seedream.Core.Conducting;
using Seedream.Core.Intake;
using Seedream.Core.Jobs;
using Seedream.Core.Orchestration;
using Seedream.Core.Outcomes;
using Seedream.Core.Planning;
using Seedream.Core.Storage;
using Seedream.Core.Telemetry;

namespace Seedream.Core.Reporting;

/// <summary>
/// The end of a round: streams plan and outcomes side by side into the reports, one line per row, and gives the batch its final
/// status. The same for a round that ran to its end and for one that was given up.
/// </summary>
public sealed class RoundEnd
{
    private readonly BatchStore _batches;
    private readonly PlanReader _plans;
    private readonly OutcomeStore _outcomes;
    private readonly StopMarkers _markers;
    private readonly ReportWriter _reports;
    private readonly OpenAttempts _open;
    private readonly TimeProvider _clock;

    public RoundEnd(BatchStore batches, PlanReader plans, OutcomeStore outcomes, StopMarkers markers, ReportWriter reports, OpenAttempts open, TimeProvider clock)
    {
        _batches = batches;
        _plans = plans;
        _outcomes = outcomes;
        _markers = markers;
        _reports = reports;
        _open = open;
        _clock = clock;
    }

    /// <summary>Ends a round. One that is over is left as it is.</summary>
    /// <param name="id">The batch, or single job.</param>
    /// <param name="round">The round.</param>
    /// <param name="givenUp">Why it is given up, in words; null for a round that ran to its end.</param>
    /// <param name="cancellationToken">Stops the call; it can be repeated.</param>
    public async Task<BatchResult> EndAsync(string id, int round, string? givenUp, CancellationToken cancellationToken)
    {
        BatchRecord batch = JobId.IsJob(id) && await _batches.FindSeenAsync(id, cancellationToken) is { } seen
            ? seen
            : await _batches.GetAsync(id, cancellationToken);
        // Repeated when the next round has begun, it has nothing to say any more; nor is given up what has ended.
        if (batch.Round != round || (givenUp is not null && batch.CompletedAt is not null))
            return ResultOf(batch, round);
        PlanSummary plan = await _plans.ReadSummaryAsync(id, cancellationToken)
            ?? (givenUp is not null ? NoPlan(batch) : throw new PermanentFailureException($"batch {id} has no plan"));
        bool stopped = await _markers.LookAsync(id, round, cancellationToken) != StopReason.None;
        StopMarker? halt = stopped ? await _markers.ReadHaltAsync(id, round, cancellationToken) : null;
        StopMarker? cancel = stopped ? await _markers.ReadCancelAsync(id, round, cancellationToken) : null;

        BatchRecord closed = batch;
        BatchManifest manifest = await _reports.WriteAsync(
            StateLayout.Images(batch.Id),
            batch,
            plan,
            ReadRowsAsync(batch, round, plan, new RowWords(halt, cancel, givenUp), cancellationToken),
            counts => closed = batch with
            {
                Status = givenUp is not null ? BatchStatus.Failed : StatusOf(plan, halt, cancel, counts),
                Reason = givenUp ?? halt?.Reason ?? cancel?.Reason ?? RejectionOf(plan),
                CompletedAt = batch.CompletedAt ?? _clock.GetUtcNow(),
                Counts = counts.Where(count => count.Value > 0).ToDictionary(),
            },
            cancellationToken);

        // Of a single job the outcome is durable as it is written.
        if (!JobId.IsJob(batch.Id))
            await _outcomes.FlushAsync(cancellationToken);
        BatchRecord now = await _batches.UpdateAsync(
            batch.Id,
            record => record.Round != round ? record : record with { Status = closed.Status, Reason = closed.Reason, CompletedAt = closed.CompletedAt, Counts = closed.Counts, Images = manifest.Images, Bytes = manifest.Bytes, CostUsd = manifest.CostUsd, CostOpenUsd = manifest.CostOpenUsd },
            cancellationToken);
        // A host that stood still while writing may have written over the reports of a later round: they are made again.
        if (now.Round != round && now.CompletedAt is not null)
            await EndAsync(id, now.Round, givenUp: null, cancellationToken);
        BatchMetrics.Closed(closed);
        return ResultOf(closed, round) with { Rows = plan.Rows };
    }

    private static BatchResult ResultOf(BatchRecord batch, int round) =>
        new() { Batch = batch.Id, Round = round, Status = batch.Status, Reason = batch.Reason, Rows = batch.Rows, Counts = batch.Counts };

    private async IAsyncEnumerable<ReportRow> ReadRowsAsync(BatchRecord batch, int round, PlanSummary plan, RowWords words, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int segments = (plan.Rows + StateLayout.SegmentSize - 1) / StateLayout.SegmentSize;
        for (int segment = 0; segment < segments; segment++)
        {
            Dictionary<int, IReadOnlyList<JobOutcome>> outcomes = await ReadOutcomesAsync(batch.Id, round, segment, cancellationToken);
            await _open.AccountAsync(batch, round, segment, outcomes, words.GivenUp ?? "its outcome is not in storage", words.GivenUp is not null, cancellationToken);
            await foreach (PromptRow row in _plans.ReadSegmentAsync(batch.Id, segment, cancellationToken))
            {
                JobOutcome outcome = row.Input is null ? InvalidOutcome.From(row)
                    : outcomes.TryGetValue(row.Row, out IReadOnlyList<JobOutcome>? rounds) ? RowOutcome.Priced(RowOutcome.Of(rounds), row.Input.MostImages * batch.PricePerImageUsd)
                    : NotSubmitted(row.Row, words);
                yield return new ReportRow(row, outcome);
            }
        }
    }

    // The one row of a single job's first round can only have one outcome: no listing is needed to find it.
    private async Task<Dictionary<int, IReadOnlyList<JobOutcome>>> ReadOutcomesAsync(string batch, int round, int segment, CancellationToken cancellationToken)
    {
        if (round > 1 || !JobId.IsJob(batch))
            return await _outcomes.ReadSegmentRoundsAsync(batch, segment, cancellationToken);
        return await _outcomes.ReadAsync(batch, 1, round, cancellationToken) is { } only ? new() { [1] = [only] } : [];
    }

    private static JobOutcome NotSubmitted(int row, RowWords words)
    {
        (string code, string reason) = words switch
        {
            { Halt: { } stopped } => (JobCodes.Halted, $"the batch was halted before this row's turn: {stopped.Reason}"),
            { Cancel: { } stopped } => (JobCodes.Cancelled, $"the batch was cancelled before this row's turn: {stopped.Reason}"),
            { GivenUp: { } given } => (JobCodes.NotReached, $"the round was given up before this row's turn: {given}"),
            _ => (JobCodes.NotReached, "the batch ended before this row's turn"),
        };
        return new JobOutcome { Row = row, Outcome = OutcomeKind.NotSubmitted, ErrorCode = code, Error = reason };
    }

    // A round can be given up because its file is gone before it was read: there are no rows to account for.
    private static PlanSummary NoPlan(BatchRecord batch) => new()
    {
        File = batch.File,
        ContentSha256 = batch.ContentSha256,
        ContentBytes = 0,
        Format = "none",
        Header = new PromptHeader { Columns = [], Meanings = [] },
        Defaults = batch.Defaults,
        Rows = 0,
        ValidRows = 0,
        InvalidRows = 0,
        MostImages = 0,
        Rejected = true,
        ProblemCount = 0,
        Problems = [],
    };

    private sealed record RowWords(StopMarker? Halt, StopMarker? Cancel, string? GivenUp);

    private static BatchStatus StatusOf(PlanSummary plan, StopMarker? halt, StopMarker? cancel, IReadOnlyDictionary<OutcomeKind, int> counts)
    {
        int succeeded = counts.GetValueOrDefault(OutcomeKind.Succeeded);
        return plan.Rejected ? BatchStatus.Rejected
            : succeeded == plan.Rows ? BatchStatus.Completed
            : halt is not null ? BatchStatus.Halted
            : cancel is not null ? BatchStatus.Cancelled
            : succeeded == 0 ? BatchStatus.Failed
            : BatchStatus.CompletedWithErrors;
    }

    private static string? RejectionOf(PlanSummary plan) =>
        plan.Rejected ? plan.Problems.FirstOrDefault(problem => problem.Severity == Severity.FileError)?.Message ?? "the file was rejected" : null;
}
