using Seedream.Core.Orchestration;

namespace Seedream.Core.Conducting;

/// <summary>
/// The orchestration that moves a board until its share of a round has ended, beginning anew with the board's state before the
/// history grows long.
/// </summary>
public static class Conductor
{
    public static OrchestrationHandle<ConductorInput, Progress> Handle { get; } = new("Conductor", RunAsync);

    public static async Task<Progress> RunAsync(IOrchestrationContext context, ConductorInput input)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(input);
        Board board = new(input.Share, input.Settings, input.State);
        if (await BoardLoop.RunAsync(context, board) is { } saved)
            context.ContinueAsNew(input with { State = saved });
        return board.Progress();
    }
}
