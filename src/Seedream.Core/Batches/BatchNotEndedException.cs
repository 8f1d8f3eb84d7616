namespace Seedream.Core.Batches;

/// <summary>A further round was asked for while the batch has not ended, or was rejected.</summary>
public sealed class BatchNotEndedException : Exception
{
    public BatchNotEndedException(string batch, BatchStatus status)
        : base(status == BatchStatus.Rejected
            ? $"batch {batch} was rejected: mend its file and run it"
            : $"batch {batch} has not ended: run it again first, it goes on where it was")
    {
        Batch = batch;
        Status = status;
    }

    public string Batch { get; }

    public BatchStatus Status { get; }
}
