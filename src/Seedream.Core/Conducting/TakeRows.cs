using Seedream.Core.Batches;
using Seedream.Core.Intake;
using Seedream.Core.Orchestration;
using Seedream.Core.Outcomes;
using Seedream.Core.Planning;
using Seedream.Core.Storage;

namespace Seedream.Core.Conducting;

/// <summary>
/// Activity: the next rows of a share that have no outcome yet, a listing per thousand rows. Once the batch has stopped only
/// rows with a ledger record are taken, so that what was paid for before a crash is still collected.
/// </summary>
public sealed class TakeRows : IActivity<TakeRowsInput, TakenRows>
{
    private readonly IObjectStore _store;
    private readonly PlanReader _plan;
    private readonly OutcomeStore _outcomes;
    private readonly StopMarkers _markers;
    private readonly RoundStore _rounds;

    public TakeRows(PipelineStorage storage, PlanReader plan, OutcomeStore outcomes, StopMarkers markers, RoundStore rounds)
    {
        ArgumentNullException.ThrowIfNull(storage);
        _store = storage.State;
        _plan = plan;
        _outcomes = outcomes;
        _markers = markers;
        _rounds = rounds;
    }

    public async Task<TakenRows> RunAsync(TakeRowsInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        (BatchShare share, int next) = (input.Share, input.From);
        StopReason stop = await _markers.LookAsync(share.Batch, share.Round, cancellationToken);
        PlanSummary plan = await _plan.ReadSummaryAsync(share.Batch, cancellationToken)
            ?? throw new PermanentFailureException($"batch {share.Batch} has no plan");
        List<Job> jobs = [];
        int finished = 0;
        int notSubmitted = 0;

        while (jobs.Count < input.Most)
        {
            int segment = next / StateLayout.SegmentSize;
            IReadOnlyList<Job> listed = share.Round == 1
                ? await ReadPlanAsync(share, plan, segment, cancellationToken)
                : await _rounds.ReadSegmentAsync(share.Batch, share.Round, segment, cancellationToken);
            if (listed.Count == 0)
                return Taken(exhausted: true);

            HashSet<int> done = await FinishedAsync(share, listed, cancellationToken);
            HashSet<(int Row, int Attempt)>? known = stop == StopReason.None ? null : await KnownAsync(share.Batch, listed, cancellationToken);
            int start = segment * StateLayout.SegmentSize;
            for (; next < start + listed.Count && jobs.Count < input.Most; next++)
            {
                Job job = listed[next - start];
                if (next % share.Count != share.Index || job.Row == 0)
                    continue;
                if (done.Contains(job.Row))
                    finished++;
                else if (known is null)
                    jobs.Add(job);
                else if (known.Contains((job.Row, job.Attempt)))
                    jobs.Add(job with { KnownOnly = true });
                else
                    notSubmitted++;
            }

            if (next == start + listed.Count && listed.Count < StateLayout.SegmentSize)
                return Taken(exhausted: true);
        }

        return Taken(exhausted: false);

        TakenRows Taken(bool exhausted) =>
            new() { Jobs = jobs, Next = next, Exhausted = exhausted, FinishedEarlier = finished, NotSubmitted = notSubmitted, Stop = stop };
    }

    // Invalid rows stand in the plan with their problems and are never submitted: row 0 marks their place.
    private async Task<IReadOnlyList<Job>> ReadPlanAsync(BatchShare share, PlanSummary plan, int segment, CancellationToken cancellationToken)
    {
        int first = (segment * StateLayout.SegmentSize) + 1;
        int count = Math.Clamp(plan.Rows - first + 1, 0, StateLayout.SegmentSize);
        if (plan.InvalidRows == 0 || count == 0)
            return [.. Enumerable.Range(first, count).Select(row => new Job { Row = row, Attempt = 1 })];
        List<Job> jobs = new(count);
        await foreach (PromptRow row in _plan.ReadSegmentAsync(share.Batch, segment, cancellationToken))
            jobs.Add(new Job { Row = row.Input is null ? 0 : row.Row, Attempt = 1 });
        return jobs;
    }

    private async Task<HashSet<int>> FinishedAsync(BatchShare share, IReadOnlyList<Job> jobs, CancellationToken cancellationToken)
    {
        HashSet<int> finished = [];
        foreach (int segment in Segments(jobs))
            finished.UnionWith(await _outcomes.ListFinishedAsync(share.Batch, segment, share.Round, cancellationToken));
        return finished;
    }

    private async Task<HashSet<(int Row, int Attempt)>> KnownAsync(string batch, IReadOnlyList<Job> jobs, CancellationToken cancellationToken)
    {
        HashSet<(int Row, int Attempt)> known = [];
        foreach (int segment in Segments(jobs))
        {
            await foreach (ObjectInfo found in _store.ListAsync(StateLayout.Ledger(batch, segment), cancellationToken))
                known.Add(StateLayout.Parse(found.Name));
        }

        return known;
    }

    private static IEnumerable<int> Segments(IReadOnlyList<Job> jobs) =>
        jobs.Where(job => job.Row > 0).Select(job => StateLayout.SegmentOf(job.Row)).Distinct().Order();
}
