namespace Seedream.Fixtures;

/// <summary>A round that was open when its host was killed.</summary>
internal sealed record ReleaseRound(string Batch, int Round);
