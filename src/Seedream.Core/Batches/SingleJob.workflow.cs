using Seedream.Core.Conducting;
using Seedream.Core.Notifying;
using Seedream.Core.Orchestration;

namespace Seedream.Core.Batches;

/// <summary>The orchestration of a job without a batch: it conducts its one row itself, closes, and tells.</summary>
public static class SingleJob
{
    public static OrchestrationHandle<SingleJobInput, BatchResult> Handle { get; } = new("SingleJob", RunAsync);

    public static async Task<BatchResult> RunAsync(IOrchestrationContext context, SingleJobInput input)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(input);
        BatchShare share = new() { Batch = input.Job, Round = input.Round };
        Board board = new(share, input.Settings, input.State ?? FirstState(input));
        if (await BoardLoop.RunAsync(context, board) is { } saved)
        {
            context.ContinueAsNew(input with { State = saved });
            return new BatchResult { Batch = input.Job, Round = input.Round, Status = BatchStatus.InProgress, Rows = 1, Counts = board.Progress().Ended };
        }

        BatchResult result = await context.CallActivityAsync(Activities.CloseBatch, new BatchInput { Batch = input.Job, Round = input.Round });
        if (!input.NotifyLater && Notice.ForJob(result) is { } notice)
            await Notification.SendAsync(context, notice);
        return result;
    }

    // Nothing needs to be looked up to know the one row of the first round. Repeated after a crash, the ledger knows the rest.
    private static BoardState? FirstState(SingleJobInput input) =>
        input.Round == 1 ? new BoardState { Backlog = [new Job { Row = 1, Attempt = 1 }], Next = 1, Exhausted = true } : null;
}
