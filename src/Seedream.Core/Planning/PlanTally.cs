using Seedream.Core.Intake;
using Seedream.Core.Jobs;
using Seedream.Core.Submission;

namespace Seedream.Core.Planning;

/// <summary>Adds up the rows of a file.</summary>
internal sealed class PlanTally
{
    private readonly List<Problem> _firstOfRows = [];
    private readonly List<string> _ranIn = [];
    private int _valid;
    private int _invalid;
    private int _shared;
    private int _ran;
    private long _mostImages;
    private long _ranImages;
    private int _held;
    private long _heldImages;
    private long _problemsOfRows;

    public void Add(PromptRow row)
    {
        if (row.Input is { } input)
        {
            _valid++;
            _mostImages += input.MostImages;
            if (row.Held is not null)
            {
                _held++;
                _heldImages += input.MostImages;
            }
        }
        else
        {
            _invalid++;
        }

        _problemsOfRows += row.Problems.Count;
        if (row.Problems.Count > 0 && _firstOfRows.Count < PlanLimits.MostProblems)
            _firstOfRows.AddRange(row.Problems);
    }

    /// <summary>A row that an earlier batch has as well.</summary>
    public void AddShared(JobInput input, LedgerPlace home, bool ran)
    {
        _shared++;
        if (!ran)
            return;
        _ran++;
        _ranImages += input.MostImages;
        if (!_ranIn.Contains(home.Batch, StringComparer.Ordinal))
            _ranIn.Add(home.Batch);
    }

    /// <summary>The sum, without the limits (<see cref="PlanLimits"/>).</summary>
    public PlanSummary Summarize(PromptFile file, JobDefaults defaults) => new()
    {
        File = file.Name,
        ContentSha256 = file.ContentSha256,
        ContentBytes = file.ContentBytes,
        Format = file.Format,
        Header = file.Header,
        Defaults = defaults,
        Rows = _valid + _invalid,
        ValidRows = _valid,
        InvalidRows = _invalid,
        MostImages = _mostImages,
        Rejected = file.IsRejected,
        ProblemCount = file.FileProblems.Count + _problemsOfRows,
        Problems = [.. file.FileProblems.Concat(_firstOfRows).Take(PlanLimits.MostProblems)],
        SharedRows = _shared,
        HeldRows = _held,
        RanRows = _ran + _held,
        RanImages = _ranImages + _heldImages,
        RanIn = _ranIn.Count == 0 ? null : _ranIn,
    };

    /// <summary>A sum made otherwise, with the shared rows of this one.</summary>
    public PlanSummary WithShared(PlanSummary plan) => plan with { SharedRows = _shared, RanRows = _ran + _held, RanImages = _ranImages + _heldImages, RanIn = _ranIn.Count == 0 ? null : _ranIn };
}
