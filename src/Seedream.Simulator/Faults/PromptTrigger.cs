using System.Globalization;
using System.Text.RegularExpressions;

namespace Seedream.Simulator.Faults;

/// <summary>
/// Faults that people ask for in the prompt itself: <c>[[sim:fail]]</c>, <c>[[sim:status:500]]</c>,
/// <c>[[sim:truncated=3]]</c> (the first three times), <c>[[sim:truncated=always]]</c>.
/// </summary>
internal static partial class PromptTrigger
{
    public static Fault? Decide(string prompt, FaultCall call)
    {
        if (!prompt.Contains("[[sim:", StringComparison.OrdinalIgnoreCase)) return null;
        foreach (Match match in Trigger().Matches(prompt))
        {
            if (Strikes(match, call) is { } fault) return fault;
        }
        return null;
    }

    private static Fault? Strikes(Match match, FaultCall call)
    {
        FaultEntry? entry = FaultCatalogue.Find(match.Groups["fault"].Value);
        if (entry is null) return null;
        FaultStage stage = entry.Stages[0];
        if (match.Groups["stage"] is { Success: true } named && !Enum.TryParse(named.ValueSpan, ignoreCase: true, out stage)) return null;
        if (stage != call.Stage || !entry.Stages.Contains(stage) || !entry.Fits(call)) return null;
        int times = entry.Repeats ? int.MaxValue : 1;
        if (match.Groups["times"] is { Success: true } said && !int.TryParse(said.ValueSpan, CultureInfo.InvariantCulture, out times)) times = int.MaxValue;
        return entry.NthOf(call) <= times ? entry.Fault : null;
    }

    [GeneratedRegex(@"\[\[sim:(?:(?<stage>[a-z]+):)?(?<fault>[a-z0-9-]+)(?:=(?<times>[0-9]{1,9}|always))?\]\]", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Trigger();
}
