namespace Seedream.Core.Submission;

/// <summary>What a further round does with a row, and under which number.</summary>
/// <param name="Step">What is done.</param>
/// <param name="Attempt">The attempt that is asked for, or the new one; 0 for neither.</param>
/// <param name="Lost">Earlier attempts that may have been paid for and will never come: their cost stays open.</param>
public readonly record struct RowDecision(RowStep Step, int Attempt = 0, int Lost = 0);
