using Seedream.Core.Batches;
using Seedream.Local.Apis;
using Seedream.Local.CommandLine;

namespace Seedream.Local.Batches;

/// <summary>A further round that was begun and did not end: whoever asks for another first gets that one finished.</summary>
internal static class UnfinishedRound
{
    /// <summary>Goes on with it; null when there is none. A first round goes on with <c>run</c>.</summary>
    public static async Task<ExitCode?> GoOnAsync(CommandSession session, OpenBatch batch, CancellationToken stop)
    {
        BatchRecord record = batch.Record;
        if (record.CompletedAt is not null)
            return null;
        await BatchClaim.CheckFreeAsync(batch.Storage, batch.Engine, batch.Id, stop);
        if (record.Round == 1)
            throw new CommandFailedException(ExitCode.Usage, $"batch {batch.Id} has not ended: {session.Hint($"run <path>/{record.File}")} goes on with it, {session.Hint($"cancel {batch.Id}")} ends it");
        ApiKind api = ApiChoice.ForBegun(record, batch.Origin, session.Settings);
        session.Terminal.Note($"round {record.Round} of batch {batch.Id} was begun and has not ended: going on with it");
        return await batch.RunToEndAsync(session, api, stop);
    }
}
