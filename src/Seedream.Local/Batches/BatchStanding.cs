using System.Globalization;
using Seedream.Core.Batches;
using Seedream.Core.Reporting;
using Seedream.Local.CommandLine;
using Seedream.Local.Documents;
using Seedream.Local.Progressing;
using Seedream.Local.Terminals;

namespace Seedream.Local.Batches;

/// <summary>Where a batch stands, whichever process runs it.</summary>
internal static class BatchStanding
{
    public static async Task ShowAsync(CommandSession session, OpenBatch batch, CancellationToken cancellationToken)
    {
        BatchRecord record = await batch.Engine.Get<BatchStore>().GetAsync(batch.Id, cancellationToken);
        bool running = record.CompletedAt is null && await BatchLease.IsHeldAsync(batch.Storage, batch.Id, TimeProvider.System, cancellationToken);
        RoundSize size = await RoundSize.CountAsync(batch.Storage, batch.Engine, record, batch.Plan, cancellationToken);
        double? perSecond = running && record.StartedAt is { } start
            ? size.FinishedLately / Math.Clamp((DateTimeOffset.UtcNow - start).TotalSeconds, 1, RoundSize.Lately.TotalSeconds)
            : null;
        double? eta = perSecond > 0 ? (size.Rows - size.Finished) / perSecond : null;
        bool hasGallery = await batch.Storage.Images.TryGetInfoAsync($"{batch.Id}/{ReportNames.Index}", cancellationToken) is not null;
        StatusDocument standing = new()
        {
            Command = session.Command,
            Batch = record.Id,
            File = record.File,
            Run = record.Run,
            Round = record.Round,
            Status = record.Status,
            Reason = record.Reason,
            Api = batch.Origin?.Kind,
            Running = running,
            Rows = batch.Plan.Rows,
            RoundRows = size.Rows,
            RoundFinished = size.Finished,
            PerSecond = perSecond is { } rate ? Math.Round(rate, 3) : null,
            EtaSeconds = eta is { } left ? Math.Round(left, 1) : null,
            Counts = record.Counts,
            CreatedAt = record.CreatedAt,
            StartedAt = record.StartedAt,
            CompletedAt = record.CompletedAt,
            Gallery = hasGallery ? session.Data.ResultPath(record.Id, ReportNames.Index) : null,
        };
        if (session.Terminal.Json)
            DocumentWriter.Write(standing, DocumentsJson.Default.StatusDocument);
        else
            Write(session, standing);
    }

    private static void Write(CommandSession session, StatusDocument standing)
    {
        Terminal terminal = session.Terminal;
        bool ended = standing.CompletedAt is not null || standing.Status == BatchStatus.Rejected;
        terminal.Say($"{terminal.Out.Bold(standing.Batch)}  {Names.Of(standing.Status)}{(standing.Reason is null ? "" : $": {standing.Reason}")}");
        terminal.Say($"  file      {standing.File}{(standing.Run > 1 ? string.Create(CultureInfo.InvariantCulture, $", run {standing.Run}") : "")}{(standing.Round > 1 ? string.Create(CultureInfo.InvariantCulture, $", round {standing.Round}") : "")}");
        if (!ended)
        {
            string pace = standing.PerSecond > 0 ? string.Create(CultureInfo.InvariantCulture, $", {standing.PerSecond:0.##}/s{(standing.EtaSeconds is { } eta ? $", {Durations.Format(TimeSpan.FromSeconds(eta))} left" : "")}") : "";
            terminal.Say($"  progress  {Amounts.Count(standing.RoundFinished)} of {Amounts.Count(standing.RoundRows)} rows{pace}");
            terminal.Say(standing.Running ? "  running   yes" : $"  running   no: run its file again to go on ({session.Hint($"run <path>/{standing.File}")})");
        }

        if (standing.Counts.Count > 0)
            terminal.Say($"  rows      {string.Join(", ", standing.Counts.OrderBy(count => count.Key).Select(count => $"{Amounts.Count(count.Value)} {Names.Of(count.Key)}"))}");
        if (standing.Gallery is not null)
            terminal.Say($"  gallery   {terminal.Out.Cyan(standing.Gallery)}");
    }
}
