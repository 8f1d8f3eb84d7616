using Microsoft.Extensions.Logging;

namespace Seedream.Core.Orchestration;

/// <summary>
/// What an orchestration may do, on any host: Durable Functions or the in-process runner. Everything else (clock, random,
/// I/O, other tasks) is forbidden in <c>*.workflow.cs</c>, because a durable host runs the code again from its history.
/// </summary>
public interface IOrchestrationContext
{
    string InstanceId { get; }

    /// <summary>The current time, the same on every replay.</summary>
    DateTimeOffset UtcNow { get; }

    /// <summary>A logger that is silent while replaying.</summary>
    ILogger CreateLogger(string category);

    /// <summary>Runs an activity, repeated by its retry policy. Activities run at least once.</summary>
    Task<TOutput> CallActivityAsync<TInput, TOutput>(ActivityHandle<TInput, TOutput> activity, TInput input);

    /// <summary>Runs another orchestration under its own instance id and waits for its result.</summary>
    Task<TOutput> CallOrchestrationAsync<TInput, TOutput>(OrchestrationHandle<TInput, TOutput> orchestration, TInput input, string instanceId);

    /// <summary>A durable timer: completes at or after the given time, or is cancelled.</summary>
    Task WaitUntilAsync(DateTimeOffset time, CancellationToken cancellationToken);

    /// <summary>Publishes how far this instance is; small, serializable, overwritten each time.</summary>
    void SetStatus(Progress progress);

    /// <summary>Starts this instance over with a new input and an empty history, once the orchestration has returned.</summary>
    void ContinueAsNew<TInput>(TInput input);
}
