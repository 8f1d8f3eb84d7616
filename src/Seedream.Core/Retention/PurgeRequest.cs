namespace Seedream.Core.Retention;

/// <summary>What is to be cleared away.</summary>
public sealed record PurgeRequest
{
    /// <summary>Batches that ended before this time.</summary>
    public required DateTimeOffset EndedBefore { get; init; }

    /// <summary>Their images and reports too; otherwise only the pipeline's own state.</summary>
    public bool Images { get; init; }

    /// <summary>Also batches that were planned and never run, and those with rows that could still be collected.</summary>
    public bool Force { get; init; }

    /// <summary>Leave no tombstone, and remove older ones: the same file would then be a new batch, and paid for again.</summary>
    public bool Forget { get; init; }
}
