using Seedream.Core.Batches;
using Seedream.Core.Hosting;

namespace Seedream.Local.Serving;

/// <summary>Starts work on this host: on record first, then here.</summary>
internal sealed class LocalStarter(HostPresence presence, OpenRounds open, Supervisor supervisor) : IPipelineStarter
{
    public string? Owner => BatchOwner.Local;

    public async Task StartAsync(string batchOrJob, int round, CancellationToken cancellationToken)
    {
        await presence.EnsureAsync(cancellationToken);
        // Open already: its host goes on with it, or another takes over. Ended already: the supervisor sees that at once.
        if (await open.TryOpenAsync(batchOrJob, round, cancellationToken) is { } opened)
            supervisor.Enqueue(opened);
    }
}
