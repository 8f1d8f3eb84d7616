using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Seedream.Core.Batches;
using Seedream.Core.Conducting;
using Seedream.Core.Hosting;
using Seedream.Core.Jobs;
using Seedream.Core.Notifying;
using Seedream.Core.Submission;
using Seedream.Core.Waiting;

namespace Seedream.Functions.Durable;

/// <summary>Starts orchestrations, each round once. The client comes with a trigger's call; all of them lead to the same task hub.</summary>
public sealed class DurableStarter(JobsOptions jobs, WaitingOptions waiting, BatchStore batches) : IPipelineStarter
{
    // By default a finished instance may be started again. One that failed or was terminated may be here too: its round is not
    // closed, and the ledger keeps it from paying twice.
    private static readonly OrchestrationRuntimeStatus[] NotAgain =
        [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended, OrchestrationRuntimeStatus.Completed];

    private readonly BoardSettings _forOneJob = BoardSettings.From(jobs, waiting, window: 1);
    private DurableTaskClient? _client;

    public DurableTaskClient Client
    {
        get => _client ?? throw new InvalidOperationException("no trigger has handed over a client yet");
        set => _client = value;
    }

    public string? Owner => BatchOwner.Durable;

    public async Task StartAsync(string batchOrJob, int round, CancellationToken cancellationToken)
    {
        // Histories are forgotten after a while; the record knows for ever.
        if (await batches.HasEndedAsync(batchOrJob, round, cancellationToken))
            return;
        string instance = BatchInput.InstanceId(batchOrJob, round);
        await (JobId.IsJob(batchOrJob)
            ? StartOnceAsync(SingleJob.Handle.Name, new SingleJobInput { Job = batchOrJob, Round = round, Settings = _forOneJob }, instance, cancellationToken)
            : StartOnceAsync(Batch.Handle.Name, new BatchInput { Batch = batchOrJob, Round = round }, instance, cancellationToken));
    }

    /// <summary>Tells a notice by an orchestration of its own.</summary>
    public Task TellAsync(Notice notice, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(notice);
        return StartOnceAsync(Notification.Handle.Name, notice, notice.InstanceId, cancellationToken);
    }

    private async Task StartOnceAsync(string orchestration, object input, string instance, CancellationToken cancellationToken)
    {
        try
        {
            await Client.ScheduleNewOrchestrationInstanceAsync(orchestration, input, new StartOrchestrationOptions(instance).WithDedupeStatuses(NotAgain), cancellationToken);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // It runs, or has run: once is enough.
        }
    }
}
