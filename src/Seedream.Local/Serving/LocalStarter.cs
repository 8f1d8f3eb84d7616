using Seedream.Core.Batches;
using Seedream.Core.Hosting;
using Seedream.Core.Notifying;

namespace Seedream.Local.Serving;

/// <summary>Starts work on this host: on record first, then here.</summary>
internal sealed class LocalStarter(HostPresence presence, OpenRounds open, BatchStore batches, Supervisor supervisor, NoticeDesk notices) : IPipelineStarter
{
    public string? Owner => BatchOwner.Local;

    public async Task StartAsync(string batchOrJob, int round, CancellationToken cancellationToken)
    {
        await presence.EnsureAsync(cancellationToken);
        if (await batches.HasEndedAsync(batchOrJob, round, cancellationToken))
            return;
        // Open already: its host goes on with it, or another takes over.
        if (await open.TryOpenAsync(batchOrJob, round, cancellationToken) is { } opened)
            supervisor.Enqueue(opened);
    }

    public Task TellAsync(Notice notice, CancellationToken cancellationToken) => notices.KeepAsync(notice, cancellationToken);
}
