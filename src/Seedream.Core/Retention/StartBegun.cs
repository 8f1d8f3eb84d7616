using Seedream.Core.Batches;
using Seedream.Core.Hosting;

namespace Seedream.Core.Retention;

/// <summary>
/// Starts further rounds that were begun for this kind of host and, since its process died or storage failed in between, may
/// never have been started. For a host to call now and then; what runs is not started again.
/// </summary>
public sealed class StartBegun(BatchStore batches, IPipelineStarter starter, TimeProvider clock)
{
    // A host that was away for longer has its rounds started again by a cancel or by hand.
    private static readonly TimeSpan LooksBack = TimeSpan.FromDays(7);

    /// <summary>One pass. The number of rounds it found under way or not yet started.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        int found = 0;
        if (starter.Owner is not { } owner)
            return found;
        await foreach (BatchRecord batch in batches.ListBegunAsync(owner, clock.GetUtcNow() - LooksBack, cancellationToken))
        {
            await starter.StartAsync(batch.Id, batch.Round, cancellationToken);
            found++;
        }

        return found;
    }
}
