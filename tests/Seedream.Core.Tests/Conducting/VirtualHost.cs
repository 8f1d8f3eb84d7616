using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Seedream.Core.Conducting;
using Seedream.Core.Orchestration;

namespace Seedream.Core.Tests.Conducting;

/// <summary>
/// Runs the conductor as a durable host would, in virtual time: everything that crosses the boundary goes through JSON with
/// default options, each generation's history is counted, and timers must lie ahead.
/// </summary>
internal sealed class VirtualHost(VirtualClock clock, FakeWorld world)
{
    /// <summary>Most history events of one instance: two per call or timer, two per wake-up of the orchestration.</summary>
    public int MostEvents { get; private set; }

    public int Generations { get; private set; }

    public int LargestState { get; private set; }

    public Progress Last { get; private set; } = new();

    /// <summary>Checks every published state; default none.</summary>
    public Action<Progress> Inspect { get; init; } = _ => { };

    /// <summary>Told everything that a durable host would write into the history; default nobody.</summary>
    public Action<HistoryEvent> Record { get; init; } = _ => { };

    /// <summary>Runs to the end, or until <paramref name="until"/> says that the host dies now.</summary>
    public Progress? Run(ConductorInput input, int mostSteps, Func<bool>? until = null)
    {
        int steps = 0;
        while (true)
        {
            Generations++;
            Assert.True(++steps < mostSteps, "it begins anew for ever");
            Record(new HistoryEvent { At = clock.Time, Started = JsonSerializer.SerializeToElement(input) });
            Context context = new(clock, world, this);
            Task<Progress> run = Conductor.RunAsync(context, RoundTrip(input));
            context.Episodes++;
            while (!run.IsCompleted)
            {
                if (until?.Invoke() == true)
                {
                    context.Dead = true;
                    return null;
                }

                Assert.True(++steps < mostSteps, string.Create(CultureInfo.InvariantCulture, $"not finished after {steps} steps: {JsonSerializer.Serialize(Last)}"));
                Assert.True(clock.RunNext(), $"nothing will ever happen again: {JsonSerializer.Serialize(Last)}");
            }

            context.Dead = true;
            Progress progress = run.GetAwaiter().GetResult();
            MostEvents = Math.Max(MostEvents, context.Events);
            Record(new HistoryEvent
            {
                At = clock.Time,
                Progress = JsonSerializer.SerializeToElement(progress),
                ContinuedAsNew = context.NextInput is null ? null : JsonSerializer.SerializeToElement(context.NextInput),
            });
            if (context.NextInput is not ConductorInput next)
                return progress;
            LargestState = Math.Max(LargestState, JsonSerializer.SerializeToUtf8Bytes(next.State).Length);
            input = next;
        }
    }

    public static T RoundTrip<T>(T value) => JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value))!;

    private sealed class Context(VirtualClock clock, FakeWorld world, VirtualHost host) : IOrchestrationContext
    {
        private int _operations;

        public int Episodes { get; set; }

        public bool Dead { get; set; }

        public object? NextInput { get; private set; }

        public int Events => (2 * _operations) + (2 * Episodes) + 3;

        public string InstanceId => "b.r1.c0";

        public DateTimeOffset UtcNow => clock.Now;

        public ILogger CreateLogger(string category) => NullLogger.Instance;

        public Task<TOutput> CallActivityAsync<TInput, TOutput>(ActivityHandle<TInput, TOutput> activity, TInput input)
        {
            int id = _operations++;
            TaskCompletionSource<TOutput> source = new();
            TInput sent = RoundTrip(input);
            host.Record(new HistoryEvent { At = clock.Time, Id = id, Called = activity.Name, Input = JsonSerializer.SerializeToElement(input) });
            clock.At(clock.Time + world.Latency(sent!), () =>
            {
                // An activity runs at least once; its answer may reach nobody.
                TOutput output = RoundTrip((TOutput)world.Run(sent!));
                if (world.Happens(world.RepeatRate))
                    output = RoundTrip((TOutput)world.Run(sent!));
                if (Dead)
                    return;
                Episodes++;
                host.Record(new HistoryEvent { At = clock.Time, Id = id, Output = JsonSerializer.SerializeToElement(output) });
                source.SetResult(output);
            });
            return source.Task;
        }

        public Task<TOutput> CallOrchestrationAsync<TInput, TOutput>(OrchestrationHandle<TInput, TOutput> orchestration, TInput input, string instanceId) =>
            throw new NotSupportedException();

        public Task WaitUntilAsync(DateTimeOffset time, CancellationToken cancellationToken)
        {
            Assert.True(time > clock.Now, "a timer must lie ahead");
            int id = _operations++;
            TaskCompletionSource source = new();
            host.Record(new HistoryEvent { At = clock.Time, Id = id, TimerUntil = time.ToUnixTimeMilliseconds() });
            cancellationToken.Register(() => source.TrySetCanceled(cancellationToken));
            clock.At(time.ToUnixTimeMilliseconds(), () =>
            {
                // On Azure Storage a cancelled timer fires all the same and wakes the orchestration.
                if (!Dead)
                {
                    Episodes++;
                    host.Record(new HistoryEvent { At = clock.Time, Id = id, TimerFired = true });
                }

                source.TrySetResult();
            });
            return source.Task;
        }

        public void SetStatus(Progress progress)
        {
            host.Last = RoundTrip(progress);
            host.Inspect(progress);
        }

        public void ContinueAsNew<TInput>(TInput input) => NextInput = RoundTrip(input);
    }
}
