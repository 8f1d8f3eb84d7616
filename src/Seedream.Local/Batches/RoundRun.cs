using Seedream.Core.Batches;
using Seedream.Core.Planning;
using Seedream.Core.Storage;
using Seedream.Local.CommandLine;
using Seedream.Local.Configuration;
using Seedream.Local.Progressing;
using Seedream.Local.Running;
using RoundProgress = Seedream.Local.Progressing.RoundProgress;

namespace Seedream.Local.Batches;

/// <summary>Runs the current round of a batch to its end, in front of the person who asked for it.</summary>
internal static class RoundRun
{
    public static async Task<BatchResult> RunAsync(CommandSession session, PipelineStorage storage, Engine engine, BatchRecord batch, PlanSummary plan, CancellationToken stop)
    {
        RoundProgress progress = new(await RoundSize.CountAsync(storage, engine, batch, plan, stop), TimeProvider.System);
        engine.Get<InProcessRunner>().Progressed = progress.Report;
        session.Stop.Stopping = () => session.Terminal.Note("stopping: what is under way is being recorded (once more ends at once)");
        Task<BatchResult> round = engine.Get<BatchHost>().RunAsync(batch.Id, stop);
        try
        {
            await RoundWatch.FollowAsync(session.Terminal, progress, round);
            return await round;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw new CommandFailedException(ExitCode.Interrupted, $"stopped; nothing is lost: the same command goes on ({ProgressLine.Headline(progress.View())})");
        }
        catch (OperationCanceledException)
        {
            // Not ours, and who has taken over a batch is told by its lease: a library gave up waiting.
            throw new CommandFailedException(ExitCode.StorageUnusable, $"storage gave no answer in time; nothing is lost: the same command goes on with batch {batch.Id}");
        }
        finally
        {
            session.Stop.Stopping = null;
        }
    }
}
