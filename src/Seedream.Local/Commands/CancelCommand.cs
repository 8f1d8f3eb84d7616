using System.CommandLine;
using Seedream.Core.Batches;
using Seedream.Local.Apis;
using Seedream.Local.Batches;
using Seedream.Local.CommandLine;
using Seedream.Local.Terminals;

namespace Seedream.Local.Commands;

/// <summary><c>seedream cancel</c>: a batch ends early; what is paid for is still collected.</summary>
internal static class CancelCommand
{
    public static Command Create()
    {
        Command command = new("cancel", "End a batch early: nothing more is submitted, queued requests are cancelled at the API, and what is being generated (it is paid) is collected.")
        {
            OpenBatch.Argument, CommonOptions.Data, CommonOptions.Storage, CommonOptions.BaseUrl, CommonOptions.Json, CommonOptions.Verbose,
        };
        command.SetAction((parse, _) => CommandRun.InvokeAsync(parse, RunAsync));
        return command;
    }

    private static async Task<ExitCode> RunAsync(CommandSession session)
    {
        CancellationToken stop = session.Stop.Token;
        await using OpenBatch batch = await OpenBatch.FindAsync(session, stop);
        BatchRecord record = batch.Record;
        if (record.CompletedAt is not null || record.Status == BatchStatus.Rejected)
            return await NothingToDo.ShowAsync(session, batch, $"batch {batch.Id} has ended already ({Names.Of(record.Status)}); nothing to cancel", stop);

        await batch.Engine.Get<StopMarkers>().CancelAsync(batch.Id, record.Round, "cancelled at the command line", stop);
        await batch.Engine.Get<BatchStore>().UpdateAsync(batch.Id, now => now.CompletedAt is null ? now with { Status = BatchStatus.Cancelling } : now, stop);
        if (await BatchLease.IsHeldAsync(batch.Storage, batch.Id, TimeProvider.System, stop))
        {
            session.Terminal.Note($"batch {batch.Id} is being cancelled; the process that runs it collects what is being generated and ends");
            await BatchStanding.ShowAsync(session, batch, stop);
            return ExitCode.Success;
        }

        ApiKind api = record.StartedAt is null ? ApiKind.BuiltInSimulator : ApiChoice.ForBegun(record, batch.Origin, session.Settings);
        session.Terminal.Note($"cancelling batch {batch.Id}: what is being generated is still collected");
        ExitCode end = await batch.RunToEndAsync(session, api, stop);
        return end == ExitCode.Cancelled ? ExitCode.Success : end;
    }
}
