using Seedream.Core.Batches;

namespace Seedream.Core.Retention;

/// <summary>A batch old enough to be purged, and what that would remove.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="KeptBecause">Why it stays all the same; null when it goes.</param>
/// <param name="State">Objects of the pipeline's own state.</param>
/// <param name="Images">Images and reports; nothing unless asked for.</param>
public sealed record PurgeCandidate(BatchRecord Batch, string? KeptBecause, ObjectTotal State, ObjectTotal Images);
