using System.Globalization;
using Seedream.Core.Outcomes;
using Seedream.Core.RunComfy;

namespace Seedream.Core.Waiting;

/// <summary>What a row can cost at most, and so what is open as long as the API has named no cost, or one that cannot be.</summary>
/// <param name="MostUsd">US dollars.</param>
/// <param name="Model">The model that the row was submitted to.</param>
public readonly record struct TicketValue(decimal MostUsd, string Model)
{
    // More than any job can cost, whatever comes of it.
    private const decimal ImpossibleUsd = 10_000;
    private const decimal AbsurdFactor = 100;

    /// <summary>The outcome with its money: what the API named, or what it may have charged.</summary>
    public JobOutcome Price(JobOutcome outcome, RequestResult? result)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        decimal? cost = CostOf(result);
        // What was cancelled while queued was never begun, and is not billed.
        decimal? open = cost is null && outcome.Outcome != OutcomeKind.Cancelled ? OpenOf(result) : null;
        return outcome with { Model = Model, CostUsd = cost, OpenCostUsd = open, Notes = OddCost(result) is { } note ? [.. outcome.Notes ?? [], note] : outcome.Notes };
    }

    /// <summary>The cost that the API named, if it can be.</summary>
    public decimal? CostOf(RequestResult? result) => result?.CostUsd is { } cost && !IsAbsurd(cost) ? cost : null;

    // A cost far beyond the worst case is not believed, but it may have been charged all the same.
    private decimal OpenOf(RequestResult? result) => result?.CostUsd is { } named and <= ImpossibleUsd ? Math.Max(named, MostUsd) : MostUsd;

    private bool IsAbsurd(decimal cost) => cost > ImpossibleUsd || (MostUsd > 0 && cost > MostUsd * AbsurdFactor);

    private string? OddCost(RequestResult? result)
    {
        string? raw = result?.OddCost ?? (result?.CostUsd is { } cost && IsAbsurd(cost) ? cost.ToString(CultureInfo.InvariantCulture) : null);
        return raw is null ? null : $"the API named a cost that cannot be: {raw}";
    }
}
