using Seedream.Core.Identity;
using Seedream.Core.Intake;
using Seedream.Core.Submission;

namespace Seedream.Core.Planning;

/// <summary>Finds for each row of a file the row of an earlier batch that asks for the same.</summary>
internal sealed class RowMatching(PlanOrder order, EarlierRows earlier, RanRows ran, PlanTally tally)
{
    private readonly RowHasher _hasher = new(order.Model);

    /// <summary>The row, with its home where it has one outside its own batch.</summary>
    public async ValueTask<PromptRow> MatchAsync(PromptRow row, CancellationToken cancellationToken)
    {
        if (row.Held is not null || row.Input is not { } input || earlier.Take(_hasher.Key(row.Id, input)) is not { } home || home == new LedgerPlace(order.Batch, row.Row))
            return row;
        tally.AddShared(input, home, await ran.HasRunAsync(home, cancellationToken));
        return row with { Home = home };
    }
}
