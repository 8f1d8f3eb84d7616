namespace Seedream.Core.Outcomes;

/// <summary>
/// What became of a row over all rounds: the last outcome, with the submissions and the money of every attempt. An attempt that
/// was asked for in several rounds counts once, by the last word on it; what another batch paid for is counted there.
/// </summary>
public static class RowOutcome
{
    /// <summary>Puts the outcomes of a row, oldest first and at least one, together.</summary>
    public static JobOutcome Of(IReadOnlyList<JobOutcome> rounds)
    {
        ArgumentNullException.ThrowIfNull(rounds);
        JobOutcome last = rounds[^1];
        int submissions = 0;
        decimal? cost = null;
        decimal? open = null;
        int openSubmissions = 0;
        foreach (IGrouping<int, JobOutcome> attempt in rounds.GroupBy(outcome => outcome.Attempt))
        {
            JobOutcome word = attempt.Last();
            int made = attempt.Max(outcome => outcome.Attempts);
            submissions += made;
            if (word.RanIn is not null)
                continue;
            decimal? named = attempt.Select(outcome => outcome.CostUsd).LastOrDefault(amount => amount is not null);
            if (named is { } amount)
                cost = (cost ?? 0) + amount;
            else if (word.OpenCostUsd is { } stated)
                open = (open ?? 0) + stated;
            else
                openSubmissions += MayBeCharged(word) ? 1 : 0;
            // Submitted again after an uncertain answer: each of those may have been charged besides the one that counts.
            openSubmissions += Math.Max(0, made - (IsSubmitted(word) ? 1 : 0));
        }

        return last with { Attempts = submissions, CostUsd = cost ?? (last.RanIn is null ? null : last.CostUsd), OpenCostUsd = open, OpenSubmissions = openSubmissions };
    }

    /// <summary>The same with everything that is open as an amount.</summary>
    /// <param name="outcome">Put together by <see cref="Of"/>.</param>
    /// <param name="mostUsd">US dollars that one submission of the row can cost at most.</param>
    public static JobOutcome Priced(JobOutcome outcome, decimal mostUsd)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        return outcome.OpenSubmissions == 0
            ? outcome
            : outcome with { OpenCostUsd = (outcome.OpenCostUsd ?? 0) + (outcome.OpenSubmissions * mostUsd), OpenSubmissions = 0 };
    }

    private static bool IsSubmitted(JobOutcome outcome) => outcome.RequestId is not null || outcome.Outcome == OutcomeKind.Uncertain;

    // A request that was cancelled while it was queued is not billed.
    private static bool MayBeCharged(JobOutcome outcome) => IsSubmitted(outcome) && outcome.Outcome != OutcomeKind.Cancelled;
}
