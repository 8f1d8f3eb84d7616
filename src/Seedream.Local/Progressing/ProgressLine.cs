using System.Globalization;
using Seedream.Core.Outcomes;
using Seedream.Local.Terminals;

namespace Seedream.Local.Progressing;

/// <summary>A round's progress in words.</summary>
internal static class ProgressLine
{
    /// <summary>One line, for logs and pipes.</summary>
    public static string Of(RoundView view)
    {
        string states = string.Join(", ", States(view).Where(state => state.Jobs > 0).Select(state => $"{Amounts.Count(state.Jobs)} {state.Name}"));
        return $"{Headline(view)}; {states}{(view.Note is null ? "" : $" ({view.Note})")}";
    }

    /// <summary>Counts, rate, time left and cost.</summary>
    public static string Headline(RoundView view)
    {
        string share = string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(view.Share * 100):0}%");
        List<string> parts = [$"{Amounts.Count(view.Finished)}/{Amounts.Count(view.Rows)}", share];
        if (view.PerSecond > 0)
            parts.Add(view.PerSecond >= 0.95 ? string.Create(CultureInfo.InvariantCulture, $"{view.PerSecond:0.#}/s") : string.Create(CultureInfo.InvariantCulture, $"{view.PerSecond * 60:0.#}/min"));
        if (view.Eta is { } eta)
            parts.Add($"{Durations.Format(eta)} left");
        if (view.CostUsd > 0)
            parts.Add(Amounts.Usd(view.CostUsd));
        return string.Join("  ", parts);
    }

    /// <summary>The states a job goes through, then the outcomes, in order.</summary>
    public static IEnumerable<(string Name, int Jobs, string Colour)> States(RoundView view)
    {
        yield return ("waiting", view.Waiting, "grey");
        yield return ("submitting", view.Submitting, "blue");
        yield return ("generating", view.Generating, "blue");
        yield return ("collecting", view.Collecting, "blue");
        if (view.FinishedBefore > 0)
            yield return ("done before", view.FinishedBefore, "grey");
        foreach ((OutcomeKind kind, int jobs) in view.Ended.OrderBy(entry => entry.Key))
            yield return (Names.Of(kind), jobs, kind == OutcomeKind.Succeeded ? "green" : kind is OutcomeKind.Failed or OutcomeKind.Uncertain ? "red" : "yellow");
    }
}
