using Microsoft.Extensions.Logging.Abstractions;
using Seedream.Core.Batches;
using Seedream.Core.Hosting;
using Seedream.Core.Storage;
using Seedream.Local.Configuration;

namespace Seedream.Local.Batches;

/// <summary>Tells early whether another process runs a batch, rather than after a question was answered.</summary>
internal static class BatchClaim
{
    /// <summary>Raises <see cref="BatchHeldException"/> when another living process runs the batch.</summary>
    public static async Task CheckFreeAsync(PipelineStorage storage, Engine engine, string batch, CancellationToken cancellationToken)
    {
        BatchLease lease = await BatchLease.AcquireAsync(storage, batch, engine.Get<HostIdentity>(), TimeProvider.System, NullLogger.Instance, cancellationToken);
        await lease.DisposeAsync();
    }
}
