using Seedream.Core.Batches;
using Seedream.Core.Outcomes;
using Seedream.Core.Reporting;
using Seedream.Local.CommandLine;

namespace Seedream.Local.Batches;

/// <summary>What to do about rows that did not succeed.</summary>
internal static class Advice
{
    public static IEnumerable<string> For(CommandSession session, BatchManifest manifest)
    {
        int failed = Count(OutcomeKind.Failed) + Count(OutcomeKind.NotSubmitted);
        int late = Count(OutcomeKind.TimedOut);
        int uncertain = Count(OutcomeKind.Uncertain);
        List<string> advice = [];
        if (manifest.Status == BatchStatus.Halted)
            advice.Add("It was halted for the reason above: fix that, then retry. What has a request is asked for, not paid for again, and what another batch made is taken over.");
        if (late + uncertain > 0 || (failed > 0 && manifest.CostOpenUsd > 0))
            advice.Add($"Fetch what may be ready:  {session.Hint($"collect {manifest.Batch}")}   (asks for what has a request id, pays nothing)");
        if (failed > 0)
            advice.Add($"Try failed rows again:    {session.Hint($"retry {manifest.Batch}")}   (asks for known requests first; says what it would pay for)");
        if (uncertain > 0)
            advice.Add($"Uncertain rows that collect does not bring may have been paid for. Look at the account first; to submit them again all the same: {session.Hint($"retry {manifest.Batch} --only uncertain")}");
        if (Count(OutcomeKind.Cancelled) > 0)
            advice.Add($"Cancelled rows again:     {session.Hint($"retry {manifest.Batch} --only cancelled,not_submitted")}");
        if (Count(OutcomeKind.Invalid) > 0)
            advice.Add($"Invalid rows are in {ReportNames.FailedCsv} with their problems: correct them there and run that file.");
        return advice.Count == 0 ? advice : advice.Prepend("");

        int Count(OutcomeKind kind) => manifest.Counts.GetValueOrDefault(kind);
    }
}
