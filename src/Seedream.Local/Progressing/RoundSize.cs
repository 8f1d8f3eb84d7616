using Seedream.Core.Batches;
using Seedream.Core.Outcomes;
using Seedream.Core.Planning;
using Seedream.Core.Storage;
using Seedream.Local.Configuration;

namespace Seedream.Local.Progressing;

/// <summary>How many rows the current round of a batch works on, and how many of them have ended.</summary>
internal sealed record RoundSize(int Rows, int Finished)
{
    /// <summary>Counts: a listing per thousand rows.</summary>
    public static async Task<RoundSize> CountAsync(Engine engine, BatchRecord batch, PlanSummary plan, CancellationToken cancellationToken)
    {
        OutcomeStore outcomes = engine.Get<OutcomeStore>();
        (int rows, IEnumerable<int> segments) = batch.Round == 1
            ? (plan.ValidRows, Enumerable.Range(0, (plan.Rows + StateLayout.SegmentSize - 1) / StateLayout.SegmentSize))
            : await SelectionAsync(engine.Get<RoundStore>(), batch, cancellationToken);
        int finished = 0;
        foreach (int segment in segments)
            finished += (await outcomes.ListFinishedAsync(batch.Id, segment, batch.Round, cancellationToken)).Count;
        return new RoundSize(rows, finished);
    }

    private static async Task<(int Rows, IEnumerable<int> Segments)> SelectionAsync(RoundStore rounds, BatchRecord batch, CancellationToken cancellationToken)
    {
        int rows = 0;
        SortedSet<int> segments = [];
        for (int part = 0; await rounds.ReadSegmentAsync(batch.Id, batch.Round, part, cancellationToken) is { Count: > 0 } jobs; part++)
        {
            rows += jobs.Count;
            segments.UnionWith(jobs.Select(job => StateLayout.SegmentOf(job.Row)));
        }

        return (rows, segments);
    }
}
