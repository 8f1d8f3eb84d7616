namespace Seedream.Core.Hosting;

/// <summary>
/// Starts what the intake has put on record. Once it returns, the work is as durable as its record: it runs to its end
/// whatever becomes of this process.
/// </summary>
public interface IPipelineStarter
{
    /// <summary>
    /// Starts a round of a batch, or of a single job. Harmless to repeat: what runs already or has ended is not started
    /// again.
    /// </summary>
    Task StartAsync(string batchOrJob, int round, CancellationToken cancellationToken);
}
