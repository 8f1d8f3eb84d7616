using Seedream.Core.Batches;
using Seedream.Core.Conducting;
using Seedream.Core.Hosting;
using Seedream.Core.Identity;
using Seedream.Core.Orchestration;
using Seedream.Core.Outcomes;
using Seedream.Core.RunComfy;
using Seedream.Core.Submission;
using Seedream.Core.Waiting;

namespace Seedream.Core.Planning;

/// <summary>Activity: makes sure that the batch may run, and decides how the round is shared among conductors.</summary>
public sealed class PlanBatch : IActivity<BatchInput, BatchPlan>
{
    private readonly BatchStore _batches;
    private readonly PlanReader _plans;
    private readonly StopMarkers _markers;
    private readonly StoreUpgrade _upgrade;
    private readonly RunComfyOptions _api;
    private readonly JobsOptions _jobs;
    private readonly WaitingOptions _waiting;
    private readonly PipelineHost _host;
    private readonly TimeProvider _clock;

    public PlanBatch(BatchStore batches, PlanReader plans, StopMarkers markers, StoreUpgrade upgrade, RunComfyOptions api, JobsOptions jobs, WaitingOptions waiting, PipelineHost host, TimeProvider clock)
    {
        _batches = batches;
        _plans = plans;
        _markers = markers;
        _upgrade = upgrade;
        _api = api;
        _jobs = jobs;
        _waiting = waiting;
        _host = host;
        _clock = clock;
    }

    public async Task<BatchPlan> RunAsync(BatchInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        await _upgrade.EnsureAsync(cancellationToken);
        BatchRecord batch = await _batches.GetAsync(input.Batch, cancellationToken);
        PlanSummary plan = await _plans.ReadSummaryAsync(input.Batch, cancellationToken)
            ?? throw new PermanentFailureException($"batch {input.Batch} has no plan");
        await CheckAsync(batch, input.Round, cancellationToken);
        await _batches.UpdateAsync(
            input.Batch,
            // An activity can be repeated late: a round that has ended, or is over, is not begun again.
            record => record.Round != input.Round || record.CompletedAt is not null ? record : record with
            {
                Status = record.Status == BatchStatus.Cancelling ? record.Status : BatchStatus.InProgress,
                StartedAt = record.StartedAt ?? _clock.GetUtcNow(),
                Owner = record.Owner ?? _host.Owner,
                Rows = plan.Rows,
            },
            cancellationToken);
        int shares = Math.Min(Share(_jobs.MaxParallel, _jobs.MaxPerConductor), Share(plan.ValidRows, _jobs.MaxPerConductor));
        // Rounded down: all windows together stay within what is allowed.
        int window = Math.Min(_jobs.MaxPerConductor, _jobs.MaxParallel / Math.Max(1, shares));
        return new BatchPlan
        {
            Conductors = plan.Rejected ? 0 : shares,
            Settings = BoardSettings.From(_jobs, _waiting, window),
        };
    }

    // Halted, and not failed: what was submitted is collected, and every row gets its outcome.
    private async Task CheckAsync(BatchRecord batch, int round, CancellationToken cancellationToken)
    {
        if (batch.Model != _api.RecordedModel)
            await _markers.HaltAsync(batch.Id, round, JobCodes.OtherModel, new OtherModelException(batch, _api.Model).Message, cancellationToken);
        // An older release that still ran took it in, and did not see what had run.
        else if (await _upgrade.EnterAsync(batch, cancellationToken) is { } original && batch.StartedAt is null)
            await _markers.HaltAsync(batch.Id, round, JobCodes.Superseded, $"an older release took it in, and its rows are those of batch {original}", cancellationToken);
    }

    private static int Share(int total, int size) => (total + size - 1) / size;
}
