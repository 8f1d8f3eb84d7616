using Seedream.Core.Batches;
using Seedream.Core.Planning;
using Seedream.Core.Storage;
using Seedream.Local.Configuration;

namespace Seedream.Local.Progressing;

/// <summary>How many rows the current round of a batch works on, how many of them have ended, and how many lately.</summary>
internal sealed record RoundSize(int Rows, int Finished, int FinishedLately)
{
    /// <summary>How long ago is lately.</summary>
    public static readonly TimeSpan Lately = TimeSpan.FromSeconds(60);

    /// <summary>Counts: a listing per thousand rows, whoever runs the round.</summary>
    public static async Task<RoundSize> CountAsync(PipelineStorage storage, Engine engine, BatchRecord batch, PlanSummary plan, CancellationToken cancellationToken)
    {
        (int rows, IEnumerable<int> segments) = batch.Round == 1
            ? (plan.ValidRows, Enumerable.Range(0, (plan.Rows + StateLayout.SegmentSize - 1) / StateLayout.SegmentSize))
            : await SelectionAsync(engine.Get<RoundStore>(), batch, cancellationToken);
        DateTimeOffset since = DateTimeOffset.UtcNow - Lately;
        int finished = 0;
        int lately = 0;
        foreach (int segment in segments)
        {
            await foreach (ObjectInfo outcome in storage.State.ListAsync(StateLayout.Outcomes(batch.Id, segment), cancellationToken))
            {
                if (StateLayout.Parse(outcome.Name).Number != batch.Round)
                    continue;
                finished++;
                lately += outcome.LastModified > since ? 1 : 0;
            }
        }

        return new RoundSize(rows, finished, lately);
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
