using Seedream.Core.Orchestration;

namespace Seedream.Core.Notifying;

/// <summary>The orchestration that tells a notice: try, wait longer each time, try again what failed, until it is told or given up.</summary>
public static class Notification
{
    public static OrchestrationHandle<Notice, NotifyResult> Handle { get; } = new("Notification", RunAsync);

    public static async Task<NotifyResult> RunAsync(IOrchestrationContext context, Notice notice)
    {
        ArgumentNullException.ThrowIfNull(context);
        NotifyInput input = new() { Notice = notice };
        while (true)
        {
            NotifyResult result = await context.CallActivityAsync(Activities.Notify, input);
            if (result.TryAgainIn is not { } wait)
                return result;
            await context.WaitUntilAsync(context.UtcNow + wait, CancellationToken.None);
            input = input with { Attempt = input.Attempt + 1, Targets = result.Undelivered };
        }
    }

    /// <summary>
    /// Tells a notice from within another orchestration, which goes on whatever becomes of it. As part of that orchestration: one
    /// of its own would cost a dozen storage requests more.
    /// </summary>
    public static async Task SendAsync(IOrchestrationContext context, Notice notice)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(notice);
        try
        {
            await RunAsync(context, notice);
        }
        // Hosts raise a cancellation for their own stop only: an activity's is a failure to them.
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            NotifyLog.NotTold(context.CreateLogger(Handle.Name), exception, notice.Id, notice.Type);
        }
    }
}
