namespace Seedream.Core.Submission;

/// <summary>
/// Where the ledger records of a row stand. Mostly the row's own batch and number; a row that an earlier batch has as well
/// (an earlier version of the same file, the same content with other metadata) shares that batch's records, so that
/// whichever of them reserves an attempt first is the only one to submit it.
/// </summary>
/// <param name="Batch">The batch.</param>
/// <param name="Row">1-based row of that batch.</param>
public readonly record struct LedgerPlace(string Batch, int Row);
