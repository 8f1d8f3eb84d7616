using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Seedream.Core.Orchestration;

namespace Seedream.Functions.Durable;

/// <summary>The orchestration port on Durable Functions. Nothing is decided here; every name and policy travels with its handle.</summary>
public sealed class DurableContext(TaskOrchestrationContext context) : IOrchestrationContext
{
    /// <summary>Longest time from the beginning of a round until its timer is written, mostly.</summary>
    private static readonly TimeSpan WriteTime = TimeSpan.FromMilliseconds(500);

    public string InstanceId => context.InstanceId;

    public DateTimeOffset UtcNow => new(context.CurrentUtcDateTime, TimeSpan.Zero);

    public ILogger CreateLogger(string category) => context.CreateReplaySafeLogger(category);

    public Task<TOutput> CallActivityAsync<TInput, TOutput>(ActivityHandle<TInput, TOutput> activity, TInput input)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return ExplainAsync(context.CallActivityAsync<TOutput>(activity.Name, input, TaskOptions.FromRetryPolicy(DurableRetry.From(activity.Retry))));
    }

    public Task<TOutput> CallOrchestrationAsync<TInput, TOutput>(OrchestrationHandle<TInput, TOutput> orchestration, TInput input, string instanceId)
    {
        ArgumentNullException.ThrowIfNull(orchestration);
        return ExplainAsync(context.CallSubOrchestratorAsync<TOutput>(orchestration.Name, input, new SubOrchestrationOptions(retry: null, instanceId)));
    }

    // Longer than the storage provider's longest timer is the SDK's business: it strings several together. Shorter than a second
    // is ours: Azure Storage counts a delay in whole seconds from the moment it is written, rounded down, so that a timer would
    // fire too early, be set again, and fire again, a round for each of some dozen times.
    public Task WaitUntilAsync(DateTimeOffset time, CancellationToken cancellationToken)
    {
        TimeSpan whole = TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling((time - UtcNow).TotalSeconds)));
        return context.CreateTimer((UtcNow + whole + WriteTime).UtcDateTime, cancellationToken);
    }

    public void SetStatus(Progress progress) => context.SetCustomStatus(progress);

    public void ContinueAsNew<TInput>(TInput input) => context.ContinueAsNew(input, preserveUnprocessedEvents: false);

    // Retries are used up, or of no use: to the orchestration both are final.
    private static async Task<T> ExplainAsync<T>(Task<T> call)
    {
        try
        {
            return await call;
        }
        catch (TaskFailedException exception)
        {
            throw new PermanentFailureException($"{exception.TaskName}: {exception.FailureDetails.ErrorMessage}", exception);
        }
    }
}
