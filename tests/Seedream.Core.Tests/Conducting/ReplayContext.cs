using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Seedream.Core.Orchestration;

namespace Seedream.Core.Tests.Conducting;

/// <summary>
/// Runs an orchestration from a recorded history as a durable host does: what it does must be what the history says comes next,
/// and what it is told is what the history says it was told.
/// </summary>
internal sealed class ReplayContext(Queue<HistoryEvent> history) : IOrchestrationContext
{
    private readonly Dictionary<int, Action<HistoryEvent>> _waiting = [];
    private int _next;

    public object? NextInput { get; private set; }

    public string InstanceId => "b.r1.c0";

    public DateTimeOffset UtcNow { get; private set; } = DateTimeOffset.FromUnixTimeMilliseconds(history.Peek().At);

    /// <summary>Tells the next answers, until the orchestration has returned.</summary>
    public void RunToEnd(Task orchestration)
    {
        while (!orchestration.IsCompleted)
        {
            HistoryEvent told = history.Dequeue();
            Assert.True(told.Output is not null || told.TimerFired, $"the history goes on with {JsonSerializer.Serialize(told)}, but the orchestration waits");
            UtcNow = DateTimeOffset.FromUnixTimeMilliseconds(told.At);
            _waiting[told.Id](told);
        }
    }

    public ILogger CreateLogger(string category) => NullLogger.Instance;

    public Task<TOutput> CallActivityAsync<TInput, TOutput>(ActivityHandle<TInput, TOutput> activity, TInput input)
    {
        HistoryEvent expected = history.Dequeue();
        Assert.Equal(expected.Called, activity.Name);
        Assert.Equal(expected.Input!.Value.GetRawText(), JsonSerializer.Serialize(input));
        TaskCompletionSource<TOutput> source = new();
        _waiting[_next++] = told => source.SetResult(told.Output!.Value.Deserialize<TOutput>()!);
        return source.Task;
    }

    public Task<TOutput> CallOrchestrationAsync<TInput, TOutput>(OrchestrationHandle<TInput, TOutput> orchestration, TInput input, string instanceId) =>
        throw new InvalidOperationException("a conductor calls no other orchestration");

    public Task WaitUntilAsync(DateTimeOffset time, CancellationToken cancellationToken)
    {
        Assert.Equal(history.Dequeue().TimerUntil, time.ToUnixTimeMilliseconds());
        TaskCompletionSource source = new();
        cancellationToken.Register(() => source.TrySetCanceled(cancellationToken));
        _waiting[_next++] = _ => source.TrySetResult();
        return source.Task;
    }

    public void SetStatus(Progress progress)
    {
    }

    public void ContinueAsNew<TInput>(TInput input) => NextInput = input;
}
