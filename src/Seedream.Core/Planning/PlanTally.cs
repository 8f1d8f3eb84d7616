using System.Globalization;
using Seedream.Core.Intake;
using Seedream.Core.Jobs;

namespace Seedream.Core.Planning;

/// <summary>Adds up the rows of a file and judges the sum by the limits of a batch.</summary>
internal sealed class PlanTally(IntakeOptions options, decimal pricePerImage)
{
    private const int MostProblems = 1000;

    private readonly List<Problem> _firstOfRows = [];
    private readonly List<Problem> _limits = [];
    private int _valid;
    private int _invalid;
    private long _mostImages;
    private long _problemsOfRows;

    public void Add(PromptRow row)
    {
        if (row.Input is { } input)
        {
            _valid++;
            _mostImages += input.MostImages;
        }
        else
        {
            _invalid++;
        }

        _problemsOfRows += row.Problems.Count;
        if (row.Problems.Count > 0 && _firstOfRows.Count < MostProblems)
            _firstOfRows.AddRange(row.Problems);
    }

    /// <summary>What the batch as a whole breaks; to be asked once, after the last row.</summary>
    public IReadOnlyList<Problem> CheckLimits(string file)
    {
        decimal cost = _mostImages * pricePerImage;
        if (_mostImages > options.MaxImages)
            Add(ProblemCodes.TooManyImages, file, $"Expected at most {options.MaxImages:N0} images, found {_mostImages:N0} in the worst case");
        if (cost > options.MaxCostUsd)
            Add(ProblemCodes.TooExpensive, file, $"Expected a cost of at most ${options.MaxCostUsd:N2}, found ${cost:N2} in the worst case ({_mostImages:N0} images at ${pricePerImage:0.####})");
        if (options.RejectFileOnRowError && _invalid > 0)
            Add(ProblemCodes.RowErrorsRejectFile, file, $"Expected every row to be right, found {_invalid:N0} of {_valid + _invalid:N0} rows with errors");
        return _limits;
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
        ValidRows = _valid,
        InvalidRows = _invalid,
        MostImages = _mostImages,
        Rejected = file.IsRejected || _limits.Count > 0,
        ProblemCount = file.FileProblems.Count + _limits.Count + _problemsOfRows,
        Problems = [.. file.FileProblems.Concat(_limits).Concat(_firstOfRows).Take(MostProblems)],
    };

    private void Add(ProblemCode code, string file, FormattableString message) => _limits.Add(new Problem
    {
        Code = code.Code,
        Severity = code.Severity,
        File = file,
        Message = message.ToString(CultureInfo.InvariantCulture),
    });
}
