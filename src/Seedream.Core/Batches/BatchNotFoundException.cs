namespace Seedream.Core.Batches;

/// <summary>There is no batch of this id in this storage.</summary>
public sealed class BatchNotFoundException : Exception
{
    public BatchNotFoundException(string batch)
        : base($"there is no batch '{batch}' in this storage") => Batch = batch;

    public string Batch { get; }
}
