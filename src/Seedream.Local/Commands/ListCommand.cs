using System.CommandLine;
using System.Globalization;
using Seedream.Core.Batches;
using Seedream.Core.Outcomes;
using Seedream.Core.Storage;
using Seedream.Local.CommandLine;
using Seedream.Local.Documents;
using Seedream.Local.Terminals;

namespace Seedream.Local.Commands;

/// <summary><c>seedream list</c>: the batches of a data folder.</summary>
internal static class ListCommand
{
    public static Command Create()
    {
        Command command = new("list", "List the batches of a data folder, latest first.") { CommonOptions.Data, CommonOptions.Storage, CommonOptions.Json, CommonOptions.Verbose };
        command.SetAction((parse, _) => CommandRun.InvokeAsync(parse, RunAsync));
        return command;
    }

    private static async Task<ExitCode> RunAsync(CommandSession session)
    {
        List<ListedBatch> batches = [];
        if (session.Data.OpenExisting() is { } storage)
        {
            await foreach (BatchRecord record in new BatchStore(storage).ListAsync(session.Stop.Token))
                batches.Add(await ListedAsync(storage, record, session.Stop.Token));
        }

        batches.Sort((a, b) => (b.StartedAt ?? b.CreatedAt).CompareTo(a.StartedAt ?? a.CreatedAt));
        if (session.Terminal.Json)
            DocumentWriter.Write(new ListDocument { Command = session.Command, Batches = batches }, DocumentsJson.Default.ListDocument);
        else
            Write(session, batches);
        return ExitCode.Success;
    }

    private static async Task<ListedBatch> ListedAsync(PipelineStorage storage, BatchRecord record, CancellationToken cancellationToken) => new()
    {
        Batch = record.Id,
        File = record.File,
        Run = record.Run,
        Round = record.Round,
        Status = record.Status,
        Reason = record.Reason,
        Running = record is { StartedAt: not null, CompletedAt: null } && await BatchLease.IsHeldAsync(storage, record.Id, TimeProvider.System, cancellationToken),
        Rows = record.Rows,
        Counts = record.Counts,
        CreatedAt = record.CreatedAt,
        StartedAt = record.StartedAt,
        CompletedAt = record.CompletedAt,
    };

    private static void Write(CommandSession session, List<ListedBatch> batches)
    {
        if (batches.Count == 0)
        {
            session.Terminal.Note($"there is no batch in '{session.Data.Shown}' yet; seedream run <file> makes one");
            return;
        }

        TextTable table = new("BATCH", "STATUS", "ROWS", "SUCCEEDED", "OTHER", "BEGUN (UTC)");
        foreach (ListedBatch batch in batches)
        {
            int succeeded = batch.Counts.GetValueOrDefault(OutcomeKind.Succeeded);
            bool known = batch.Counts.Count > 0;
            table.Add(
                batch.Batch,
                Names.Of(batch.Status) + (batch.Running ? " (running)" : ""),
                Amounts.Count(batch.Rows),
                known ? Amounts.Count(succeeded) : "-",
                known ? Amounts.Count(batch.Counts.Values.Sum() - succeeded) : "-",
                (batch.StartedAt ?? batch.CreatedAt).ToUniversalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
        }

        foreach (string line in table.Lines())
            session.Terminal.Say(line);
    }
}
