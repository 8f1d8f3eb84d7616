using Seedream.Core.Batches;
using Seedream.Core.Outcomes;
using Seedream.Core.Reporting;
using Seedream.Local.Apis;
using Seedream.Local.CommandLine;
using Seedream.Local.Documents;
using Seedream.Local.Terminals;

namespace Seedream.Local.Batches;

/// <summary>The end of a batch in a few lines: what became of the rows, what it cost, where it is, what to do next.</summary>
internal static class SummaryText
{
    private const int MostCodes = 5;
    private const int LongestExample = 160;

    public static void Write(CommandSession session, BatchManifest manifest, IReadOnlyList<ErrorCount> errors, ApiKind? api)
    {
        Terminal terminal = session.Terminal;
        Ink ink = terminal.Out;
        string status = Names.Of(manifest.Status);
        terminal.Say();
        terminal.Say($"{ink.Bold(manifest.Batch)}  {(manifest.Status == BatchStatus.Completed ? ink.Green(status) : ink.Yellow(status))}{(manifest.Reason is null ? "" : $": {manifest.Reason}")}");
        terminal.Say();
        foreach ((OutcomeKind kind, int rows) in manifest.Counts.Where(count => count.Value > 0).OrderBy(count => count.Key))
        {
            string name = Names.Of(kind).PadRight(14);
            terminal.Say($"  {(kind == OutcomeKind.Succeeded ? ink.Green(name) : ink.Red(name))}{Amounts.Count(rows),9}");
        }

        WriteErrors(terminal, errors);
        terminal.Say();
        terminal.Say($"  images   {Amounts.Count(manifest.Images)} ({Amounts.Bytes(manifest.Bytes)}){(manifest.WallSeconds is { } wall ? $" in {Durations.Format(TimeSpan.FromSeconds(wall))}" : "")}");
        terminal.Say($"  cost     {Cost(manifest, api)}");
        terminal.Say($"  gallery  {ink.Cyan(session.Data.ResultPath(manifest.Batch, ReportNames.Index))}");
        terminal.Say($"  results  {session.Data.ResultPath(manifest.Batch, ReportNames.ResultsCsv)}");
        if (manifest.Reports.Contains(ReportNames.FailedCsv))
            terminal.Say($"  failed   {session.Data.ResultPath(manifest.Batch, ReportNames.FailedCsv)}");
        foreach (string advice in Advice.For(session, manifest))
            terminal.Say(advice);
    }

    private static void WriteErrors(Terminal terminal, IReadOnlyList<ErrorCount> errors)
    {
        if (errors.Count == 0)
            return;
        terminal.Say();
        foreach (ErrorCount error in errors.Take(MostCodes))
        {
            string example = error.Example.ReplaceLineEndings(" ");
            terminal.Say($"  {terminal.Out.Yellow(error.Code)}  {Amounts.Count(error.Rows, "row")}: {(example.Length > LongestExample ? $"{example[..LongestExample]}…" : example)}");
        }
    }

    private static string Cost(BatchManifest manifest, ApiKind? api)
    {
        List<string> parts = [$"{Amounts.Usd(manifest.CostUsd)} reported"];
        if (manifest.CostEstimatedUsd > 0)
            parts.Add($"{Amounts.Usd(manifest.CostEstimatedUsd)} estimated");
        // What is estimated is part of what is open.
        if (manifest.CostOpenUsd > manifest.CostEstimatedUsd)
            parts.Add($"up to {Amounts.Usd(manifest.CostOpenUsd - manifest.CostEstimatedUsd)} more that the API has not named");
        return string.Join(", ", parts) + (api == ApiKind.BuiltInSimulator ? " by the simulator; nothing was paid" : "");
    }
}
