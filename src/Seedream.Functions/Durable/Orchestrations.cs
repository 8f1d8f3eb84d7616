using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Seedream.Core.Batches;
using Seedream.Core.Conducting;
using Seedream.Core.Notifying;
using Seedream.Core.Orchestration;

namespace Seedream.Functions.Durable;

/// <summary>The orchestrations, under the names of their handles.</summary>
public static class Orchestrations
{
    [Function(nameof(Batch))]
    public static Task<BatchResult> RunBatchAsync([OrchestrationTrigger] TaskOrchestrationContext context, BatchInput input) =>
        UnattendedRound.RunAsync(new DurableContext(context), Batch.Handle, input, input.Batch, input.Round);

    [Function(nameof(SingleJob))]
    public static Task<BatchResult> RunSingleJobAsync([OrchestrationTrigger] TaskOrchestrationContext context, SingleJobInput input) =>
        UnattendedRound.RunAsync(new DurableContext(context), SingleJob.Handle, input, input.Job, input.Round);

    [Function(nameof(Conductor))]
    public static Task<Progress> RunConductorAsync([OrchestrationTrigger] TaskOrchestrationContext context, ConductorInput input) =>
        Conductor.RunAsync(new DurableContext(context), input);

    [Function(nameof(Notification))]
    public static Task<NotifyResult> RunNotificationAsync([OrchestrationTrigger] TaskOrchestrationContext context, Notice input) =>
        Notification.RunAsync(new DurableContext(context), input);
}
