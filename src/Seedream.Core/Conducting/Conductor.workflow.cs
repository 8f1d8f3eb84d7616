using Seedream.Core.Orchestration;

namespace Seedream.Core.Conducting;

/// <summary>
/// The orchestration that moves a board: ask it what to do, do it, tell it what came back, sleep until it wants to be woken,
/// and begin anew with its state before the history grows long.
/// </summary>
public static class Conductor
{
    public static OrchestrationHandle<ConductorInput, Progress> Handle { get; } = new("Conductor", RunAsync);

    public static async Task<Progress> RunAsync(IOrchestrationContext context, ConductorInput input)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(input);
        Board board = new(input.Share, input.Settings, input.State);
        CallsUnderWay calls = new(context, board);
        using WakeUp wakeUp = new(context, board);

        while (true)
        {
            calls.Start(board.Next(context.UtcNow));
            context.SetStatus(board.Progress());
            if (board.IsFinished)
                return board.Progress();
            if (board.IsReadyToRenew(context.UtcNow))
            {
                context.ContinueAsNew(input with { State = board.Save() });
                return board.Progress();
            }

            wakeUp.SetFor(board.WakeAt(context.UtcNow));
            await Task.WhenAny([.. calls.Tasks, .. wakeUp.Tasks]);
            await wakeUp.ObserveAsync();
            await calls.ApplyAnswersAsync();
        }
    }
}
