using Seedream.Core.Conducting;
using Seedream.Core.Notifying;
using Seedream.Core.Orchestration;

namespace Seedream.Core.Batches;

/// <summary>The orchestration of one round of a batch: plan it, conduct its shares side by side, close it, tell it.</summary>
public static class Batch
{
    public static OrchestrationHandle<BatchInput, BatchResult> Handle { get; } = new("Batch", RunAsync);

    public static async Task<BatchResult> RunAsync(IOrchestrationContext context, BatchInput input)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(input);
        BatchPlan plan = await context.CallActivityAsync(Activities.PlanBatch, input);

        await Task.WhenAll(Enumerable.Range(0, plan.Conductors).Select(index =>
        {
            BatchShare share = new() { Batch = input.Batch, Round = input.Round, Index = index, Count = plan.Conductors };
            ConductorInput conductor = new() { Share = share, Settings = plan.Settings };
            return context.CallOrchestrationAsync(Conductor.Handle, conductor, $"{context.InstanceId}.c{index}");
        }));

        BatchResult result = await context.CallActivityAsync(Activities.CloseBatch, input);
        if (!input.NotifyLater)
            await Notification.SendAsync(context, Notice.ForBatch(result));
        return result;
    }
}
