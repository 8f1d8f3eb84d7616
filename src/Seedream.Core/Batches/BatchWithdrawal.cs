using Microsoft.Extensions.Logging;
using Seedream.Core.Hosting;
using Seedream.Core.Identity;
using Seedream.Core.Storage;

namespace Seedream.Core.Batches;

/// <summary>
/// Takes back a batch that was accepted and never begun, because nobody agreed to its price: its content may come again under
/// another name, whose earlier versions it then has to be compared with.
/// </summary>
public sealed class BatchWithdrawal(PipelineStorage storage, BatchStore batches, HostIdentity host, TimeProvider clock, ILogger<BatchWithdrawal> logger)
{
    private readonly ContentStore _contents = new(storage);
    private readonly NameStore _names = new(storage);

    /// <summary>
    /// Withdraws the batch unless it has begun. Raises <see cref="BatchHeldException"/> while another process has it.
    /// Interrupted, it leaves a batch that was never begun, as if it had not been called.
    /// </summary>
    public async Task RunAsync(string batch, CancellationToken cancellationToken)
    {
        // Whoever wants to begin it waits for the lease.
        await using (await BatchLease.AcquireAsync(storage, batch, host, clock, logger, cancellationToken))
        {
            if (await batches.FindAsync(batch, cancellationToken) is not { StartedAt: null } record)
                return;
            if (record.Asked is { } asked)
                await _contents.RemoveAsync(asked, batch, cancellationToken);
            if (record.FullName is { } name)
                await _names.RemoveAsync(name, record.Run, batch, cancellationToken);
            // Without a plan nothing can be run, whoever still knows the id.
            await storage.State.DeleteAsync(StateLayout.PlanSummary(batch), cancellationToken);
            await foreach (ObjectInfo found in storage.State.ListAsync(StateLayout.Batch(batch), cancellationToken))
            {
                if (found.Name != StateLayout.Lease(batch))
                    await storage.State.DeleteAsync(found.Name, cancellationToken);
            }

            await batches.DeleteAsync(batch, cancellationToken);
        }

        await storage.State.DeleteAsync(StateLayout.Lease(batch), cancellationToken);
    }
}
