using Seedream.Core.Batches;
using Seedream.Core.Outcomes;
using Seedream.Core.Planning;
using Seedream.Core.Storage;
using Seedream.Local.Apis;
using Seedream.Local.CommandLine;
using Seedream.Local.Configuration;

namespace Seedream.Local.Batches;

/// <summary>
/// Earlier versions of a file that were begun and have not ended. Where nobody runs one it is ended first: what it submitted is
/// collected, nothing more is submitted for it, and the new version runs the rest.
/// </summary>
internal static class Superseded
{
    public static async Task EndAsync(CommandSession session, PipelineStorage storage, Engine engine, BatchFile file, BatchRecord batch, CancellationToken stop)
    {
        await foreach (BatchRecord earlier in engine.Get<BatchIntake>().ListVersionsAsync(file, batch.Run, stop))
        {
            if (earlier.Id == batch.Id || earlier is not { StartedAt: not null, CompletedAt: null })
                continue;
            if (earlier.Owner == BatchOwner.Durable || await BatchLease.IsHeldAsync(storage, earlier.Id, TimeProvider.System, stop))
            {
                session.Terminal.Note($"batch {earlier.Id}, an earlier version of this file, is being run by another process: the rows that both have are made once, by whichever comes first");
                continue;
            }

            if (await engine.Get<PlanReader>().ReadSummaryAsync(earlier.Id, stop) is not { } plan)
                continue;
            session.Terminal.Note($"batch {earlier.Id}, an earlier version of this file, has not ended: it is ended first, what it submitted is fetched, and its other rows are left to the new version");
            ApiKind api = ApiChoice.ForBegun(earlier, await new BatchOrigins(storage).FindAsync(earlier.Id, stop), session.Settings);
            await engine.Get<StopMarkers>().HaltAsync(earlier.Id, earlier.Round, JobCodes.Superseded, $"superseded by batch {batch.Id}, a newer version of its file", stop);
            await BatchRun.ToEndAsync(session, storage, engine, earlier, plan, api, stop);
        }
    }
}
