using Seedream.Core.Notifying;

namespace Seedream.Core.Hosting;

/// <summary>
/// Starts what the intake has put on record. Once it returns, the work is as durable as its record: it runs to its end
/// whatever becomes of this process.
/// </summary>
public interface IPipelineStarter
{
    /// <summary>
    /// Written into the record of a batch when a further round is begun for this host to run (<see cref="Batches.BatchOwner"/>), so
    /// that it finds a round that was begun and, since its process died in between, never started. Null leaves it as it is.
    /// </summary>
    string? Owner => null;

    /// <summary>
    /// Starts a round of a batch, or of a single job. Harmless to repeat: what runs already or has ended is not started
    /// again.
    /// </summary>
    Task StartAsync(string batchOrJob, int round, CancellationToken cancellationToken);

    /// <summary>
    /// Has something told to whoever is to be notified, once it returns as durably as a start. The same notice twice is told
    /// once, or twice under the same id. A host that tells nobody does nothing.
    /// </summary>
    Task TellAsync(Notice notice, CancellationToken cancellationToken) => Task.CompletedTask;
}
