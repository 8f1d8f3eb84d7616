using Seedream.Core.Batches;
using Seedream.Core.Outcomes;
using Seedream.Core.Storage;

namespace Seedream.Core.Jobs;

/// <summary>What can be asked about single jobs; works from any process that reaches their storage.</summary>
public sealed class JobQueries
{
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(2);

    private readonly IObjectStore _store;
    private readonly BatchStore _batches;
    private readonly OutcomeStore _outcomes;
    private readonly TimeProvider _clock;

    public JobQueries(PipelineStorage storage, BatchStore batches, OutcomeStore outcomes, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(storage);
        _store = storage.State;
        _batches = batches;
        _outcomes = outcomes;
        _clock = clock;
    }

    /// <summary>The job; null if there is none of this id.</summary>
    public async Task<JobView?> FindAsync(string job, CancellationToken cancellationToken)
    {
        if (!JobId.IsJob(job) || await _batches.FindAsync(job, cancellationToken) is not { } record)
            return null;
        if (record.CompletedAt is null)
            return new JobView(record, null);
        Dictionary<int, JobOutcome> outcomes = await _outcomes.ReadSegmentAsync(job, 0, cancellationToken);
        // Without an outcome it was stopped before it was submitted.
        decimal mostUsd = (record.Request?.Input.MostImages ?? 0) * record.PricePerImageUsd;
        return new JobView(record, outcomes.TryGetValue(1, out JobOutcome? outcome) ? RowOutcome.Priced(outcome, mostUsd) : new JobOutcome { Row = 1, Outcome = OutcomeKind.NotSubmitted, Error = record.Reason });
    }

    /// <summary>The job once it has ended, or as it is after that long; null if there is none of this id.</summary>
    public async Task<JobView?> WaitAsync(string job, TimeSpan patience, CancellationToken cancellationToken)
    {
        long start = _clock.GetTimestamp();
        for (TimeSpan look = FirstLook; ; look = look * 1.5 < LongestLook ? look * 1.5 : LongestLook)
        {
            JobView? view = await FindAsync(job, cancellationToken);
            TimeSpan left = patience - _clock.GetElapsedTime(start);
            if (view is null or { Outcome: not null } || left <= TimeSpan.Zero)
                return view;
            await Task.Delay(left < look ? left : look, _clock, cancellationToken);
        }
    }

    /// <summary>Jobs in order of id, a page at a time.</summary>
    public Task<RecordPage> ListAsync(string? after, int most, CancellationToken cancellationToken) =>
        RecordPage.ReadAsync(_store, StateLayout.JobCatalog, after, most, cancellationToken);
}
