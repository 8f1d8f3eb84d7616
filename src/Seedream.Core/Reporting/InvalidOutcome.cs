using Seedream.Core.Intake;
using Seedream.Core.Outcomes;

namespace Seedream.Core.Reporting;

/// <summary>The outcome of a row that intake refused. It is not stored: the plan says all there is to know.</summary>
public static class InvalidOutcome
{
    /// <summary>
    /// The outcome of a row with at least one error among its problems: the first error's code, and every error in words
    /// with its column and suggestion. Raises <see cref="ArgumentException"/> for a row without an error.
    /// </summary>
    public static JobOutcome From(PromptRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        Problem[] errors = [.. row.Problems.Where(problem => problem.Severity != Severity.Warning)];
        if (errors.Length == 0)
            throw new ArgumentException($"row {row.Row} has no error, so it is not invalid", nameof(row));
        return new JobOutcome
        {
            Row = row.Row,
            Outcome = OutcomeKind.Invalid,
            ErrorCode = errors[0].Code,
            Error = string.Join(" | ", errors.Select(InWords)),
        };
    }

    private static string InWords(Problem problem)
    {
        string place = problem.Column is null ? "" : $"{problem.Column}: ";
        string advice = problem.Suggestion is null ? "" : $" ({problem.Suggestion})";
        return $"{place}{problem.Message}{advice}";
    }
}
