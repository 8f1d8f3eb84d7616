using Seedream.Core.Orchestration;

namespace Seedream.Core.Conducting;

/// <summary>Moves a board: ask it what to do, do it, tell it what came back, sleep until it wants to be woken.</summary>
internal static class BoardLoop
{
    /// <summary>Null when the board has finished; its state when the orchestration is to continue as new with it.</summary>
    public static async Task<BoardState?> RunAsync(IOrchestrationContext context, Board board)
    {
        CallsUnderWay calls = new(context, board);
        using WakeUp wakeUp = new(context, board);

        while (true)
        {
            calls.Start(board.Next(context.UtcNow));
            context.SetStatus(board.Progress());
            if (board.IsFinished)
                return null;
            if (board.IsReadyToRenew(context.UtcNow))
                return board.Save();

            wakeUp.SetFor(board.WakeAt(context.UtcNow));
            await Task.WhenAny([.. calls.Tasks, .. wakeUp.Tasks]);
            await wakeUp.ObserveAsync();
            await calls.ApplyAnswersAsync();
        }
    }
}
