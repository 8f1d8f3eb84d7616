namespace Seedream.Core.Batches;

/// <summary>
/// Where a host keeps how far its conductors are. In storage (<see cref="ProgressStore"/>), unless the host remembers it anyway.
/// </summary>
public interface IProgressReader
{
    /// <summary>What the conductors of the batch's current round last told; nothing if nobody works on it.</summary>
    IAsyncEnumerable<ProgressRecord> ReadAsync(BatchRecord batch, CancellationToken cancellationToken);
}
