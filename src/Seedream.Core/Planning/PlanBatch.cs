using Seedream.Core.Batches;
using Seedream.Core.Conducting;
using Seedream.Core.Hosting;
using Seedream.Core.Intake;
using Seedream.Core.Orchestration;
using Seedream.Core.Storage;
using Seedream.Core.Submission;
using Seedream.Core.Waiting;

namespace Seedream.Core.Planning;

/// <summary>Activity: makes sure that the batch has a plan, and decides how the round is shared among conductors.</summary>
public sealed class PlanBatch : IActivity<BatchInput, BatchPlan>
{
    private readonly PipelineStorage _storage;
    private readonly BatchStore _batches;
    private readonly BatchPlanner _planner;
    private readonly PlanReader _plans;
    private readonly IntakeOptions _intake;
    private readonly JobsOptions _jobs;
    private readonly WaitingOptions _waiting;
    private readonly PipelineHost _host;
    private readonly TimeProvider _clock;

    public PlanBatch(PipelineStorage storage, BatchStore batches, BatchPlanner planner, PlanReader plans, IntakeOptions intake, JobsOptions jobs, WaitingOptions waiting, PipelineHost host, TimeProvider clock)
    {
        _storage = storage;
        _batches = batches;
        _planner = planner;
        _plans = plans;
        _intake = intake;
        _jobs = jobs;
        _waiting = waiting;
        _host = host;
        _clock = clock;
    }

    public async Task<BatchPlan> RunAsync(BatchInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        BatchRecord batch = await _batches.GetAsync(input.Batch, cancellationToken);
        PlanSummary plan = await _plans.ReadSummaryAsync(input.Batch, cancellationToken) ?? await ReadSourceAsync(batch, cancellationToken);
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

    private async Task<PlanSummary> ReadSourceAsync(BatchRecord batch, CancellationToken cancellationToken)
    {
        if (batch.Source is not { } source)
            throw new PermanentFailureException($"batch {batch.Id} has no plan and names no file to make it from");
        await using Stream content = await _storage.Prompts.OpenReadAsync(source, 0, cancellationToken)
            ?? throw new PermanentFailureException($"the prompt file '{source}' of batch {batch.Id} is gone");
        return await _planner.PlanAsync(batch.Id, batch.File, content, _intake, batch.Defaults, batch.PricePerImageUsd, cancellationToken);
    }

    private static int Share(int total, int size) => (total + size - 1) / size;
}
