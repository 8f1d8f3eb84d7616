using Seedream.Core.Intake;

namespace Seedream.Core.Jobs;

/// <summary>A single job breaks a limit of this installation.</summary>
public sealed class JobRefusedException(Problem problem) : Exception(problem.Message)
{
    public Problem Problem { get; } = problem;
}
