namespace Seedream.Core.Batches;

/// <summary>Where a list of batches by last change goes on: behind the batch that changed then.</summary>
/// <param name="Ticks">When, in ticks of UTC.</param>
/// <param name="Batch">Which, where several changed at once.</param>
public readonly record struct RecentPlace(long Ticks, string Batch);
