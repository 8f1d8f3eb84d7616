using System.CommandLine;
using Seedream.Core.Batches;
using Seedream.Local.Apis;
using Seedream.Local.Batches;
using Seedream.Local.CommandLine;
using Seedream.Local.Terminals;

namespace Seedream.Local.Commands;

/// <summary><c>seedream collect</c>: results of known request ids are fetched, nothing is submitted.</summary>
internal static class CollectCommand
{
    public static Command Create()
    {
        Command command = new("collect", "Fetch results that were paid for and are not in the data folder: jobs that timed out, downloads that failed, files that were deleted. Pays nothing.")
        {
            OpenBatch.Argument, CommonOptions.Data, CommonOptions.Storage, CommonOptions.BaseUrl, CommonOptions.MaxParallel, CommonOptions.Deadline, CommonOptions.Json, CommonOptions.Verbose,
        };
        command.SetAction((parse, _) => CommandRun.InvokeAsync(parse, RunAsync));
        return command;
    }

    private static async Task<ExitCode> RunAsync(CommandSession session)
    {
        CancellationToken stop = session.Stop.Token;
        await using OpenBatch batch = await OpenBatch.FindAsync(session, stop);
        if (await UnfinishedRound.GoOnAsync(session, batch, stop) is { } ended)
            return ended;
        ApiKind api = ApiChoice.ForBegun(batch.Record, batch.Origin, session.Settings);
        await session.Data.OpenForWritingAsync(stop);
        await BatchClaim.CheckFreeAsync(batch.Storage, batch.Engine, batch.Id, stop);
        RoundPreview round = await batch.Engine.Get<BatchRounds>().BeginCollectAsync(batch.Id, stop);
        if (round.Rows == 0)
            return await NothingToDo.ShowAsync(session, batch, $"nothing to collect in batch {batch.Id}: every result that is known of is in '{session.Data.Shown}'", stop);
        session.Terminal.Note($"collecting {Amounts.Count(round.Rows, "row")} of batch {batch.Id}; nothing is paid");
        return await batch.RunToEndAsync(session, api, stop);
    }
}
