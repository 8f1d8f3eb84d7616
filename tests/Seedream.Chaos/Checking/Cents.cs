using Seedream.Chaos.Places;
using Seedream.Simulator.Scheduling;

namespace Seedream.Chaos.Checking;

/// <summary>Money in the reports against money in the books: reported ≤ books ≤ reported + open, row by row and in all.</summary>
internal sealed class Cents(World world)
{
    private decimal _reported;
    private decimal _open;

    /// <summary>A row and the submissions that were made for it.</summary>
    public void Row(string what, ResultLine line, IEnumerable<Submission> accepted)
    {
        decimal reported = line.CostUsd, open = line.OpenCostUsd;
        decimal books = accepted.Sum(submission => submission.CostUsd);
        _reported += reported;
        _open += open;
        if (reported > books || books > reported + open)
            world.Report.Violation(FormattableString.Invariant($"{what} ({line.Outcome} {line.ErrorCode}) reports ${reported} and ${open} open, the books say ${books}"));
    }

    /// <summary>What a manifest says of the rows beside it.</summary>
    public void Manifest(string what, decimal reported, decimal open, IReadOnlyCollection<ResultLine> lines)
    {
        if (reported != lines.Sum(line => line.CostUsd) || open != lines.Sum(line => line.OpenCostUsd))
            world.Report.Violation(FormattableString.Invariant($"the manifest of {what} says ${reported} and ${open} open, its rows ${lines.Sum(line => line.CostUsd)} and ${lines.Sum(line => line.OpenCostUsd)}"));
    }

    /// <summary>After the last row: the whole account.</summary>
    public void End(Books books)
    {
        decimal spent = books.Account.Submissions.Sum(submission => submission.CostUsd);
        world.Report.Count("cents in the books", ToCents(spent));
        world.Report.Count("cents in the reports", ToCents(_reported));
        world.Report.Count("cents in the reports as open", ToCents(_open));
        if (_reported > spent || spent > _reported + _open)
            world.Report.Violation(FormattableString.Invariant($"the reports say ${_reported} and ${_open} open, the books ${spent}"));
    }

    private static int ToCents(decimal usd) => (int)decimal.Round(usd * 100);
}
