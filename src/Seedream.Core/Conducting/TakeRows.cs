using System.Collections;
using Seedream.Core.Batches;
using Seedream.Core.Intake;
using Seedream.Core.Orchestration;
using Seedream.Core.Outcomes;
using Seedream.Core.Planning;
using Seedream.Core.Storage;

namespace Seedream.Core.Conducting;

/// <summary>
/// Activity: the next rows of a share that have no outcome yet, a listing per thousand rows. Once the batch has stopped only
/// rows with a ledger record are taken, so that what was paid for before a crash is still collected. A row whose images are in
/// storage while its record is gone is not submitted.
/// </summary>
public sealed class TakeRows : IActivity<TakeRowsInput, TakenRows>
{
    private readonly IObjectStore _store;
    private readonly PlanReader _plan;
    private readonly OutcomeStore _outcomes;
    private readonly StopMarkers _markers;
    private readonly RoundStore _rounds;
    private readonly PicturedRows _pictured;

    public TakeRows(PipelineStorage storage, PlanReader plan, OutcomeStore outcomes, StopMarkers markers, RoundStore rounds, PicturedRows pictured)
    {
        ArgumentNullException.ThrowIfNull(storage);
        _store = storage.State;
        _plan = plan;
        _outcomes = outcomes;
        _markers = markers;
        _rounds = rounds;
        _pictured = pictured;
    }

    public async Task<TakenRows> RunAsync(TakeRowsInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        (BatchShare share, int next) = (input.Share, input.From);
        StopReason stop = await _markers.LookAsync(share.Batch, share.Round, cancellationToken);
        PlanSummary plan = await _plan.ReadSummaryAsync(share.Batch, cancellationToken)
            ?? throw new PermanentFailureException($"batch {share.Batch} has no plan");
        BitArray? pictured = share.Round == 1 ? await _pictured.FindAsync(share.Batch, plan.Rows, cancellationToken) : null;
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
            int start = segment * StateLayout.SegmentSize;
            bool anySigns = pictured is not null && listed.Skip(next - start).Any(job => job.Row > 0 && pictured[job.Row] && !done.Contains(job.Row));
            HashSet<(int Row, int Attempt)> known = stop == StopReason.None && !anySigns ? [] : await KnownAsync(share.Batch, listed, cancellationToken);
            HashSet<int> elsewhere = stop == StopReason.None ? [] : await ElsewhereAsync(share, listed, cancellationToken);
            for (; next < start + listed.Count && jobs.Count < input.Most; next++)
            {
                Job job = listed[next - start];
                if (next % share.Count != share.Index || job.Row == 0)
                    continue;
                if (done.Contains(job.Row))
                    finished++;
                else if (pictured?[job.Row] == true && !known.Contains((job.Row, job.Attempt)))
                    jobs.Add(job with { KnownOnly = true, WasSubmitted = true });
                else if (stop == StopReason.None || job.KnownOnly)
                    jobs.Add(job);
                else if (known.Contains((job.Row, job.Attempt)) || elsewhere.Contains(job.Row))
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
            {
                if (StateLayout.TryParse(found.Name) is { } name)
                    known.Add(name);
            }
        }

        return known;
    }

    // Rows whose records stand in another batch's ledger: what it knows of them is asked when their turn comes.
    private async Task<HashSet<int>> ElsewhereAsync(BatchShare share, IReadOnlyList<Job> jobs, CancellationToken cancellationToken)
    {
        HashSet<int> elsewhere = [];
        foreach (int segment in Segments(jobs))
        {
            await foreach (PromptRow row in _plan.ReadSegmentAsync(share.Batch, segment, cancellationToken))
            {
                if (row.Home is not null)
                    elsewhere.Add(row.Row);
            }
        }

        return elsewhere;
    }

    private static IEnumerable<int> Segments(IReadOnlyList<Job> jobs) =>
        jobs.Where(job => job.Row > 0).Select(job => StateLayout.SegmentOf(job.Row)).Distinct().Order();
}
