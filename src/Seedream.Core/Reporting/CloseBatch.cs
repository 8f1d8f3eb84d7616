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

/// <summary>Activity: streams plan and outcomes side by side into the reports, one line per row, and gives the batch its final status.</summary>
public sealed class CloseBatch : IActivity<BatchInput, BatchResult>
{
    private readonly BatchStore _batches;
    private readonly PlanReader _plans;
    private readonly OutcomeStore _outcomes;
    private readonly StopMarkers _markers;
    private readonly ReportWriter _reports;
    private readonly TimeProvider _clock;

    public CloseBatch(BatchStore batches, PlanReader plans, OutcomeStore outcomes, StopMarkers markers, ReportWriter reports, TimeProvider clock)
    {
        _batches = batches;
        _plans = plans;
        _outcomes = outcomes;
        _markers = markers;
        _reports = reports;
        _clock = clock;
    }

    public async Task<BatchResult> RunAsync(BatchInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        BatchRecord batch = JobId.IsJob(input.Batch) && await _batches.FindSeenAsync(input.Batch, cancellationToken) is { } seen
            ? seen
            : await _batches.GetAsync(input.Batch, cancellationToken);
        // Repeated when the next round has begun, it has nothing to say any more.
        if (batch.Round != input.Round)
            return new BatchResult { Batch = batch.Id, Round = input.Round, Status = batch.Status, Reason = batch.Reason, Rows = batch.Rows, Counts = batch.Counts };
        PlanSummary plan = await _plans.ReadSummaryAsync(input.Batch, cancellationToken)
            ?? throw new PermanentFailureException($"batch {input.Batch} has no plan");
        bool stopped = await _markers.LookAsync(input.Batch, input.Round, cancellationToken) != StopReason.None;
        StopMarker? halt = stopped ? await _markers.ReadHaltAsync(input.Batch, input.Round, cancellationToken) : null;
        StopMarker? cancel = stopped ? await _markers.ReadCancelAsync(input.Batch, input.Round, cancellationToken) : null;

        BatchRecord closed = batch;
        BatchManifest manifest = await _reports.WriteAsync(
            StateLayout.Images(batch.Id),
            batch,
            plan,
            ReadRowsAsync(batch.Id, input.Round, plan, halt, cancel, cancellationToken),
            counts => closed = batch with
            {
                Status = StatusOf(plan, halt, cancel, counts),
                Reason = halt?.Reason ?? cancel?.Reason ?? RejectionOf(plan),
                CompletedAt = batch.CompletedAt ?? _clock.GetUtcNow(),
                Counts = counts.Where(count => count.Value > 0).ToDictionary(),
            },
            cancellationToken);

        // Of a single job the outcome is durable as it is written.
        if (!JobId.IsJob(batch.Id))
            await _outcomes.FlushAsync(cancellationToken);
        BatchRecord now = await _batches.UpdateAsync(
            batch.Id,
            record => record.Round != input.Round ? record : record with { Status = closed.Status, Reason = closed.Reason, CompletedAt = closed.CompletedAt, Counts = closed.Counts, Images = manifest.Images, Bytes = manifest.Bytes, CostUsd = manifest.CostUsd },
            cancellationToken);
        // A host that stood still while writing may have written over the reports of a later round: they are made again.
        if (now.Round != input.Round && now.CompletedAt is not null)
            await RunAsync(input with { Round = now.Round }, cancellationToken);
        BatchMetrics.Closed(closed);
        return new BatchResult { Batch = batch.Id, Round = input.Round, Status = closed.Status, Reason = closed.Reason, Rows = plan.Rows, Counts = closed.Counts };
    }

    private async IAsyncEnumerable<ReportRow> ReadRowsAsync(string batch, int round, PlanSummary plan, StopMarker? halt, StopMarker? cancel, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int segments = (plan.Rows + StateLayout.SegmentSize - 1) / StateLayout.SegmentSize;
        for (int segment = 0; segment < segments; segment++)
        {
            Dictionary<int, JobOutcome> outcomes = await ReadOutcomesAsync(batch, round, segment, cancellationToken);
            await foreach (PromptRow row in _plans.ReadSegmentAsync(batch, segment, cancellationToken))
            {
                JobOutcome outcome = row.Input is null ? InvalidOutcome.From(row)
                    : outcomes.GetValueOrDefault(row.Row) ?? NotSubmitted(row.Row, halt, cancel);
                yield return new ReportRow(row, outcome);
            }
        }
    }

    // The one row of a single job's first round can only have one outcome: no listing is needed to find it.
    private async Task<Dictionary<int, JobOutcome>> ReadOutcomesAsync(string batch, int round, int segment, CancellationToken cancellationToken)
    {
        if (round > 1 || !JobId.IsJob(batch))
            return await _outcomes.ReadSegmentAsync(batch, segment, cancellationToken);
        return await _outcomes.ReadAsync(batch, 1, round, cancellationToken) is { } only ? new() { [1] = only } : [];
    }

    private static JobOutcome NotSubmitted(int row, StopMarker? halt, StopMarker? cancel)
    {
        (string code, string reason) = (halt, cancel) switch
        {
            ({ } stopped, _) => (JobCodes.Halted, $"the batch was halted before this row's turn: {stopped.Reason}"),
            (_, { } stopped) => (JobCodes.Cancelled, $"the batch was cancelled before this row's turn: {stopped.Reason}"),
            _ => (JobCodes.NotReached, "the batch ended before this row's turn"),
        };
        return new JobOutcome { Row = row, Outcome = OutcomeKind.NotSubmitted, ErrorCode = code, Error = reason };
    }

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
