using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Seedream.Core.Orchestration;

namespace Seedream.Local.Running;

/// <summary>
/// Runs orchestrations and activities in this process, without a journal: after a crash they are run again, and the ledger
/// and the outcomes in storage make that cheap and free of charge.
/// </summary>
public sealed class InProcessRunner
{
    private readonly IServiceProvider _services;
    private readonly TimeProvider _clock;
    private readonly ILoggerFactory _loggers;

    public InProcessRunner(IServiceProvider services, TimeProvider clock, ILoggerFactory loggers)
    {
        _services = services;
        _clock = clock;
        _loggers = loggers;
    }

    /// <summary>Told every state an instance publishes: instance id and progress.</summary>
    public Action<string, Progress>? Progressed { get; set; }

    /// <summary>
    /// Runs an orchestration to its end. When <paramref name="stop"/> is cancelled no further activity is begun, those under
    /// way are waited for, and <see cref="OperationCanceledException"/> is raised: what was paid for is on record.
    /// </summary>
    public async Task<TOutput> RunAsync<TInput, TOutput>(OrchestrationHandle<TInput, TOutput> orchestration, TInput input, string instanceId, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(orchestration);
        CallsBegun begun = new();
        try
        {
            while (true)
            {
                stop.ThrowIfCancellationRequested();
                InProcessContext context = new(instanceId, this, begun, stop);
                TOutput output = await orchestration.RunAsync(context, input);
                if (!context.TryTakeNextInput(out TInput? next))
                    return output;
                input = next;
            }
        }
        finally
        {
            // Left behind by a stop, a failure or a renewal: nobody listens to these, but what they record must be recorded.
            await begun.SettleAsync();
        }
    }

    internal TimeProvider Clock => _clock;

    internal ILogger CreateLogger(string category) => _loggers.CreateLogger(category);

    internal void Report(string instanceId, Progress progress) => Progressed?.Invoke(instanceId, progress);

    /// <summary>Runs an activity, repeated by its policy until it succeeds, fails for good or the host stops.</summary>
    internal async Task<TOutput> RunActivityAsync<TInput, TOutput>(ActivityHandle<TInput, TOutput> activity, TInput input, CancellationToken stop)
    {
        IActivity<TInput, TOutput> implementation = _services.GetRequiredService<IActivity<TInput, TOutput>>();
        for (int attempt = 1; ; attempt++)
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                // Off the orchestration's thread, as on any host; and not stopped half-way: it may be paying.
                return await Task.Run(() => implementation.RunAsync(input, CancellationToken.None), CancellationToken.None);
            }
            catch (Exception exception) when (attempt < activity.Retry.MaxAttempts && exception is not PermanentFailureException)
            {
                TimeSpan delay = activity.Retry.DelayAfter(attempt);
                RunnerLog.ActivityFailed(_loggers.CreateLogger<InProcessRunner>(), exception, activity.Name, attempt, delay);
                await Task.Delay(delay, _clock, stop);
            }
            catch (OperationCanceledException exception)
            {
                // Nobody cancels an activity: a library gave up. The orchestration must not take it for the host's stop.
                throw new IOException($"{activity.Name}: {exception.Message}", exception);
            }
        }
    }
}
