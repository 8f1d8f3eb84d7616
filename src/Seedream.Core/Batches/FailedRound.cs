namespace Seedream.Core.Batches;

/// <summary>What a dropped <c>failed.csv</c> does in one batch.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Round">The round that was, or would be, begun.</param>
/// <param name="Rows">Rows of the batch that the file names.</param>
/// <param name="IsAgain">The same rows were named before, and that round was begun for them: nothing is done again.</param>
/// <param name="IsOpen">There is such a round, and it has not ended.</param>
public sealed record FailedRound(string Batch, RoundPreview Round, int Rows, bool IsAgain, bool IsOpen);
