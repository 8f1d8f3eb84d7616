using Seedream.Core.Planning;

namespace Seedream.Core.Batches;

/// <summary>A batch and its plan.</summary>
public sealed record AcceptedBatch(BatchRecord Batch, PlanSummary Plan)
{
    /// <summary>The name under which this content came first, where that is another than the one it came under now; null otherwise.</summary>
    public string? SameAs { get; init; }
}
