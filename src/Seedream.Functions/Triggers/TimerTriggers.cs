using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Seedream.Core.Drops;
using Seedream.Core.Retention;
using Seedream.Functions.Durable;

namespace Seedream.Functions.Triggers;

/// <summary>What happens by the clock. Timers of an app run once, however many instances it has, and never side by side.</summary>
public sealed class TimerTriggers(DropSweep drops, CollectLeftovers leftovers, StartBegun begun, HousekeepingOptions options, DurableStarter durable, TimeProvider clock)
{
    private static readonly OrchestrationRuntimeStatus[] Finished =
        [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];

    /// <summary>Finds dropped files that no event has announced.</summary>
    [Function(nameof(SweepDrops))]
    public Task SweepDrops([TimerTrigger("%SEEDREAM_SWEEP_SCHEDULE%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        durable.Client = client;
        return drops.RunAsync(cancellationToken);
    }

    /// <summary>Asks again for what was paid for and is not in storage, and starts what was begun and never started.</summary>
    [Function(nameof(CollectLate))]
    public async Task CollectLate([TimerTrigger("0 7/15 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        durable.Client = client;
        await begun.RunAsync(cancellationToken);
        await leftovers.RunAsync(cancellationToken);
    }

    /// <summary>Forgets the history of what finished long ago. The ledger stays: it is what keeps anything from being paid for twice.</summary>
    [Function(nameof(PurgeHistory))]
    public Task PurgeHistory([TimerTrigger("0 23 3 * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        client.PurgeAllInstancesAsync(new PurgeInstancesFilter(CreatedFrom: null, clock.GetUtcNow() - options.KeepHistory, Finished), cancellationToken);
}
