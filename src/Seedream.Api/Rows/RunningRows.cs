using Seedream.Core.Batches;
using Seedream.Core.Intake;
using Seedream.Core.Outcomes;
using Seedream.Core.Planning;
using Seedream.Core.Reporting;
using Seedream.Core.Storage;

namespace Seedream.Api.Rows;

/// <summary>Rows of a batch under way: its plan, and the outcomes there are so far.</summary>
internal sealed class RunningRows(PlanReader plans, OutcomeStore outcomes)
{
    private const int MostLookedAt = 2_000;

    public async Task<RowPage> ReadAsync(BatchRecord batch, RowPlace from, RowFilter filter, int limit, CancellationToken cancellationToken)
    {
        List<RowDocument> rows = [];
        int lookedAt = 0;
        if (await plans.ReadSummaryAsync(batch.Id, cancellationToken) is not { Rejected: false } plan)
            return new RowPage(rows, lookedAt, null);
        for (int segment = StateLayout.SegmentOf(from.Row); segment * StateLayout.SegmentSize < plan.Rows; segment++)
        {
            // A filter by outcome has to know them all; without one only those shown are read.
            Dictionary<int, JobOutcome>? known = filter.NeedsOutcome ? await outcomes.ReadSegmentAsync(batch.Id, segment, cancellationToken) : null;
            await foreach (PromptRow row in plans.ReadSegmentAsync(batch.Id, segment, cancellationToken))
            {
                if (row.Row < from.Row)
                    continue;
                if (rows.Count == limit || lookedAt == MostLookedAt)
                    return new RowPage(rows, lookedAt, new RowPlace(row.Row, 0, 0));
                lookedAt++;
                if (!filter.Finds(row))
                    continue;
                JobOutcome? outcome = row.Input is null ? InvalidOutcome.From(row)
                    : known is not null ? known.GetValueOrDefault(row.Row)
                    : await outcomes.ReadLastAsync(batch.Id, row.Row, batch.Round, cancellationToken);
                if (filter.Wants(outcome?.Outcome))
                    rows.Add(Describe(batch, row, outcome, plan.Header));
            }
        }

        return new RowPage(rows, lookedAt, null);
    }

    /// <summary>One row; null if the plan has no such row.</summary>
    public async Task<RowDocument?> FindAsync(BatchRecord batch, int row, CancellationToken cancellationToken)
    {
        if (await plans.ReadSummaryAsync(batch.Id, cancellationToken) is not { Rejected: false } plan || row > plan.Rows)
            return null;
        PromptRow found = await plans.ReadRowsAsync(batch.Id, [row], cancellationToken).SingleAsync(cancellationToken);
        JobOutcome? outcome = found.Input is null ? InvalidOutcome.From(found) : await outcomes.ReadLastAsync(batch.Id, row, batch.Round, cancellationToken);
        return Describe(batch, found, outcome, plan.Header);
    }

    private static RowDocument Describe(BatchRecord batch, PromptRow row, JobOutcome? outcome, PromptHeader header)
    {
        decimal mostUsd = (row.Input?.MostImages ?? 0) * batch.PricePerImageUsd;
        JobOutcome shown = outcome is null ? new JobOutcome { Row = row.Row, Outcome = OutcomeKind.NotSubmitted } : RowOutcome.Priced(outcome, mostUsd);
        return RowDocument.From(ResultRecord.From(new ReportRow(row, shown), header), hasOutcome: outcome is not null);
    }
}
