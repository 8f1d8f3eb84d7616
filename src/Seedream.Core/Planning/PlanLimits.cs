using System.Globalization;
using Seedream.Core.Intake;

namespace Seedream.Core.Planning;

/// <summary>
/// Judges a plan by the limits of a batch and the price of the day. Rows that ran in an earlier batch are not paid for again and
/// do not count.
/// </summary>
internal static class PlanLimits
{
    public const int MostProblems = 1000;

    /// <summary>The plan with what it breaks as a whole.</summary>
    public static PlanSummary Apply(PlanSummary plan, IntakeOptions options, decimal pricePerImage)
    {
        IReadOnlyList<Problem> broken = Check(plan, options, pricePerImage);
        if (broken.Count == 0)
            return plan;
        int ofFile = plan.Problems.TakeWhile(problem => problem.Row is null).Count();
        return plan with
        {
            Rejected = true,
            ProblemCount = plan.ProblemCount + broken.Count,
            Problems = [.. plan.Problems.Take(ofFile).Concat(broken).Concat(plan.Problems.Skip(ofFile)).Take(MostProblems)],
        };
    }

    /// <summary>What the batch as a whole breaks.</summary>
    public static IReadOnlyList<Problem> Check(PlanSummary plan, IntakeOptions options, decimal pricePerImage)
    {
        List<Problem> broken = [];
        long images = plan.MostImages - plan.RanImages;
        decimal cost = images * pricePerImage;
        if (images > options.MaxImages)
            Add(ProblemCodes.TooManyImages, $"Expected at most {options.MaxImages:N0} images, found {images:N0} in the worst case");
        if (cost > options.MaxCostUsd)
            Add(ProblemCodes.TooExpensive, $"Expected a cost of at most ${options.MaxCostUsd:N2}, found ${cost:N2} in the worst case ({images:N0} images at ${pricePerImage:0.####})");
        if (options.RejectFileOnRowError && plan.InvalidRows > 0)
            Add(ProblemCodes.RowErrorsRejectFile, $"Expected every row to be right, found {plan.InvalidRows:N0} of {plan.ValidRows + plan.InvalidRows:N0} rows with errors");
        return broken;

        void Add(ProblemCode code, FormattableString message) => broken.Add(new Problem
        {
            Code = code.Code,
            Severity = code.Severity,
            File = plan.File,
            Message = message.ToString(CultureInfo.InvariantCulture),
        });
    }
}
