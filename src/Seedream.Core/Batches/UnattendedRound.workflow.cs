using Seedream.Core.Orchestration;

namespace Seedream.Core.Batches;

/// <summary>
/// A round that nobody waits for: what cannot be run is put on record as failed, with the reason, so that whoever asks for the
/// batch is told, and the next round can begin.
/// </summary>
public static class UnattendedRound
{
    /// <summary>Runs <see cref="Batch"/> or <see cref="SingleJob"/>; fails as they do.</summary>
    public static async Task<BatchResult> RunAsync<TInput>(
        IOrchestrationContext context, OrchestrationHandle<TInput, BatchResult> orchestration, TInput input, string batch, int round)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(orchestration);
        try
        {
            return await orchestration.RunAsync(context, input);
        }
        catch (PermanentFailureException exception)
        {
            await context.CallActivityAsync(Activities.GiveUpRound, new GiveUpRoundInput { Batch = batch, Round = round, Reason = exception.Message });
            throw;
        }
    }
}
