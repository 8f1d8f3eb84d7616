using Seedream.Core.Notifying;
using Seedream.Core.Orchestration;

namespace Seedream.Core.Batches;

/// <summary>
/// A round that nobody waits for: what cannot be run is put on record as failed, with the reason, so that whoever asks for the
/// batch is told, receivers of events too, and the next round can begin.
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
            BatchResult result = await context.CallActivityAsync(Activities.GiveUpRound, new GiveUpRoundInput { Batch = batch, Round = round, Reason = exception.Message });
            // Behind everything that earlier releases did here, so that their histories can be run again.
            if (Notice.ForEnd(result) is { } notice)
                await Notification.SendAsync(context, notice);
            throw;
        }
    }
}
