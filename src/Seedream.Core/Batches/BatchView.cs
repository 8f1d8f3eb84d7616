namespace Seedream.Core.Batches;

/// <summary>A batch and how far it is.</summary>
/// <param name="Batch">Its record: status, counts and cost once a round has closed.</param>
/// <param name="Progress">Of the round under way; null when none is, or nothing was written of it yet.</param>
public sealed record BatchView(BatchRecord Batch, RoundProgress? Progress);
