using System.CommandLine;
using Seedream.Core.Retention;
using Seedream.Local.CommandLine;
using Seedream.Local.Configuration;
using Seedream.Local.Documents;
using Seedream.Local.Purging;

namespace Seedream.Local.Commands;

/// <summary><c>seedream purge</c>: what the pipeline keeps of old batches is cleared away.</summary>
internal static class PurgeCommand
{
    public static Command Create()
    {
        Command command = new("purge", "Delete what is kept of batches that ended long ago (plan, ledger, outcomes), never their images and reports unless told to. Shows what goes before it goes.")
        {
            PurgeOptions.OlderThan, PurgeOptions.Images, PurgeOptions.DryRun, PurgeOptions.Force, PurgeOptions.Forget, PurgeOptions.Yes,
            CommonOptions.Data, CommonOptions.Json, CommonOptions.Verbose,
        };
        command.SetAction((parse, _) => CommandRun.InvokeAsync(parse, RunAsync));
        return command;
    }

    private static async Task<ExitCode> RunAsync(CommandSession session)
    {
        CancellationToken stop = session.Stop.Token;
        PurgeRequest request = new()
        {
            EndedBefore = TimeProvider.System.GetUtcNow() - (session.Value(PurgeOptions.OlderThan) ?? TimeSpan.Zero),
            Images = session.Value(PurgeOptions.Images),
            Force = session.Value(PurgeOptions.Force),
            Forget = session.Value(PurgeOptions.Forget),
        };
        if (session.Data.OpenExisting() is not { } storage)
            throw new CommandFailedException(ExitCode.Usage, $"there is nothing in '{session.Data.Path}'");
        await using Engine engine = Engine.Build(storage, session.Settings, session.Terminal);
        BatchPurge purge = engine.Get<BatchPurge>();
        List<PurgeCandidate> candidates = await purge.FindAsync(request, stop).ToListAsync(stop);
        int forgotten = request.Forget ? await purge.ForgetAsync(request.EndedBefore, dryRun: true, stop) : 0;
        PurgeReport.Show(session, candidates, request, forgotten);

        List<PurgeCandidate> going = candidates.FindAll(candidate => candidate.KeptBecause is null);
        bool dryRun = session.Value(PurgeOptions.DryRun) || (going.Count == 0 && forgotten == 0);
        if (!dryRun)
            await AgreeAsync(session, PurgeReport.Sum(going, request, forgotten), stop);
        List<PurgedBatch> batches = [];
        foreach (PurgeCandidate candidate in candidates)
        {
            bool goes = !dryRun && candidate.KeptBecause is null;
            string? kept = goes ? await PurgeAsync(session, purge, candidate, request, stop) : candidate.KeptBecause;
            batches.Add(PurgeReport.Document(candidate, goes && kept is null, kept));
        }

        if (!dryRun && request.Forget)
            forgotten = await purge.ForgetAsync(request.EndedBefore, dryRun: false, stop);
        if (session.Terminal.Json)
            DocumentWriter.Write(new PurgeDocument { Command = session.Command, ExitCode = 0, EndedBefore = request.EndedBefore, DryRun = session.Value(PurgeOptions.DryRun), Batches = batches, Forgotten = forgotten }, DocumentsJson.Default.PurgeDocument);
        return ExitCode.Success;
    }

    private static async Task AgreeAsync(CommandSession session, string what, CancellationToken stop)
    {
        if (session.Value(PurgeOptions.Yes))
            return;
        if (!session.Terminal.CanAsk)
            throw new CommandFailedException(ExitCode.NotConfirmed, $"nothing was deleted: to delete {what} needs an answer and this is not a terminal; add --yes to agree");
        if (!await session.Terminal.ConfirmAsync($"Delete {what} for good?", stop))
            throw new CommandFailedException(ExitCode.NotConfirmed, "not agreed to; nothing was deleted");
    }

    private static async Task<string?> PurgeAsync(CommandSession session, BatchPurge purge, PurgeCandidate candidate, PurgeRequest request, CancellationToken stop)
    {
        string batch = candidate.Batch.Id;
        string? kept = await purge.PurgeAsync(batch, request, stop);
        if (kept is not null)
        {
            session.Terminal.Warn($"batch {batch} stays: {kept}");
            return kept;
        }

        // What the built-in simulator kept of it, if it ran there.
        string account = session.Data.SimulatorAccount(batch);
        if (File.Exists(account))
            File.Delete(account);
        session.Terminal.Note($"purged {batch}");
        return null;
    }
}
