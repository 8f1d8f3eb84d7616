using Seedream.Core.Conducting;

namespace Seedream.Core.Submission;

/// <summary>What becomes of a row before anything is submitted for it.</summary>
/// <param name="Job">The row, with the attempt that is its turn.</param>
/// <param name="Result">What came of it; null: it may be submitted, or gone on with.</param>
public sealed record SharedTurn(Job Job, SubmittedJobs? Result);
