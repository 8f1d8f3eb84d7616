using Seedream.Core.Planning;

namespace Seedream.Core.Batches;

/// <summary>A batch and its plan.</summary>
public sealed record AcceptedBatch(BatchRecord Batch, PlanSummary Plan);
