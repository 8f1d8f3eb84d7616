namespace Seedream.Fixtures;

/// <summary>A version of a dropped file, and the batch it became; null for one that was ignored.</summary>
internal sealed record ReleaseDrop(string Name, string? Batch);
