using System.Globalization;
using Seedream.Core.Intake;
using Seedream.Core.Jobs;

namespace Seedream.Core.Planning;

/// <summary>Adds up the rows of a file and judges the sum by the limits of a batch.</summary>
internal sealed class PlanTally(IntakeOptions options, decimal pricePerImage)
{
    private const int MostProblems = 1000;

    private readonly List<Problem> firstOfRows = [];
    private readonly List<Problem> limits = [];
    private int valid;
    private int invalid;
    private long mostImages;
    private long problemsOfRows;

    public void Add(PromptRow row)
    {
        if (row.Input is { } input)
        {
            valid++;
            mostImages += input.MostImages;
        }
        else
        {
            invalid++;
        }

        problemsOfRows += row.Problems.Count;
        if (row.Problems.Count > 0 && firstOfRows.Count < MostProblems)
            firstOfRows.AddRange(row.Problems);
    }

    /// <summary>What the batch as a whole breaks; to be asked once, after the last row.</summary>
    public IReadOnlyList<Problem> CheckLimits(string file)
    {
        decimal cost = mostImages * pricePerImage;
        if (mostImages > options.MaxImages)
            Add(ProblemCodes.TooManyImages, file, $"Expected at most {options.MaxImages:N0} images, found {mostImages:N0} in the worst case");
        if (cost > options.MaxCostUsd)
            Add(ProblemCodes.TooExpensive, file, $"Expected a cost of at most ${options.MaxCostUsd:N2}, found ${cost:N2} in the worst case ({mostImages:N0} images at ${pricePerImage:0.####})");
        if (options.RejectFileOnRowError && invalid > 0)
            Add(ProblemCodes.RowErrorsRejectFile, file, $"Expected every row to be right, found {invalid:N0} of {valid + invalid:N0} rows with errors");
        return limits;
    }

    public PlanSummary Summarize(PromptFile file, JobDefaults defaults) => new()
    {
        File = file.Name,
        ContentSha256 = file.ContentSha256,
        ContentBytes = file.ContentBytes,
        Format = file.Format,
        Header = file.Header,
        Defaults = defaults,
        Rows = file.Rows,
        ValidRows = valid,
        InvalidRows = invalid,
        MostImages = mostImages,
        Rejected = file.IsRejected || limits.Count > 0,
        ProblemCount = file.FileProblems.Count + limits.Count + problemsOfRows,
        Problems = [.. file.FileProblems.Concat(limits).Concat(firstOfRows).Take(MostProblems)],
    };

    private void Add(ProblemCode code, string file, FormattableString message) => limits.Add(new Problem
    {
        Code = code.Code,
        Severity = code.Severity,
        File = file,
        Message = message.ToString(CultureInfo.InvariantCulture),
    });
}
