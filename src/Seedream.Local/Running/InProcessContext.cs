using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Seedream.Core.Orchestration;

namespace Seedream.Local.Running;

/// <summary>The orchestration port on this process: calls run at once, timers are ordinary ones, nothing is replayed.</summary>
internal sealed class InProcessContext(string instanceId, InProcessRunner runner, CallsBegun begun, CancellationToken stop) : IOrchestrationContext
{
    private object? _nextInput;

    public string InstanceId => instanceId;

    public DateTimeOffset UtcNow => runner.Clock.GetUtcNow();

    public ILogger CreateLogger(string category) => runner.CreateLogger(category);

    public Task<TOutput> CallActivityAsync<TInput, TOutput>(ActivityHandle<TInput, TOutput> activity, TInput input) =>
        begun.Track(runner.RunActivityAsync(activity, input, stop));

    public Task<TOutput> CallOrchestrationAsync<TInput, TOutput>(OrchestrationHandle<TInput, TOutput> orchestration, TInput input, string instanceId) =>
        begun.Track(runner.RunAsync(orchestration, input, instanceId, stop));

    public async Task WaitUntilAsync(DateTimeOffset time, CancellationToken cancellationToken)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stop);
        while (time - UtcNow is var left && left > TimeSpan.Zero)
        {
            // A timer that fires a little early, or a clock set back, is waited for again.
            TimeSpan delay = TimeSpan.FromMilliseconds(Math.Clamp(Math.Ceiling(left.TotalMilliseconds), 1, 60_000));
            await Task.Delay(delay, runner.Clock, either.Token);
        }
    }

    public void SetStatus(Progress progress) => runner.Report(instanceId, progress);

    public void ContinueAsNew<TInput>(TInput input) => _nextInput = input;

    public bool TryTakeNextInput<TInput>([NotNullWhen(true)] out TInput? input)
    {
        input = _nextInput is TInput next ? next : default;
        return input is not null;
    }
}
