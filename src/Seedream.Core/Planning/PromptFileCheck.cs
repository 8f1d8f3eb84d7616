using Seedream.Core.Intake;
using Seedream.Core.Jobs;

namespace Seedream.Core.Planning;

/// <summary>A dry run of planning: everything is read and checked, nothing is written.</summary>
public static class PromptFileCheck
{
    /// <summary>
    /// Reports every problem to <paramref name="report"/> in the order in which it is found and returns the summary that
    /// planning would store. The stream stays the caller's.
    /// </summary>
    public static async Task<PlanSummary> RunAsync(
        string fileName, Stream content, IntakeOptions options, JobDefaults defaults, decimal pricePerImage, Action<Problem> report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(report);
        await using PromptFile file = await PromptFile.OpenAsync(content, fileName, options, defaults, cancellationToken);
        PlanTally tally = new();
        int reported = 0;
        while (await file.ReadRowAsync(cancellationToken) is { } row)
        {
            ReportFile();
            tally.Add(row);
            foreach (Problem problem in row.Problems)
                report(problem);
        }

        ReportFile();
        PlanSummary plan = tally.Summarize(file, defaults);
        foreach (Problem problem in PlanLimits.Check(plan, options, pricePerImage))
            report(problem);
        return PlanLimits.Apply(plan, options, pricePerImage);

        void ReportFile()
        {
            for (; reported < file.FileProblems.Count; reported++)
                report(file.FileProblems[reported]);
        }
    }
}
