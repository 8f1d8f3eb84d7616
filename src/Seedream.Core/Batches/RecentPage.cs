namespace Seedream.Core.Batches;

/// <summary>A page of batches, the one that changed last first.</summary>
/// <param name="Batches">With their progress where they run.</param>
/// <param name="Next">Ask for what changed before this; null on the last page.</param>
public sealed record RecentPage(IReadOnlyList<BatchView> Batches, RecentPlace? Next);
