namespace Seedream.Fixtures;

/// <summary>A purged batch of a fixture; the parameters mean what they mean in <see cref="ReleaseBatch"/>.</summary>
internal sealed record PurgedBatch(string Id, string File, string PromptFile, int Run, string How, string Status, IReadOnlyDictionary<string, int> Counts, IReadOnlyList<PaidRequest> Paid);
