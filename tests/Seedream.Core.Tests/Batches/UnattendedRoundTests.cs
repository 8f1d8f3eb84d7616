using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Seedream.Core.Batches;
using Seedream.Core.Notifying;
using Seedream.Core.Orchestration;
using Seedream.Core.Outcomes;

namespace Seedream.Core.Tests.Batches;

/// <summary>What becomes of a round that cannot be run where nobody waits for it.</summary>
public sealed class UnattendedRoundTests
{
    [Theory]
    [InlineData("posters-1", "seedream.batch.failed")]
    [InlineData("job-5f0c2b7e9a1d4c3b8e6f", "seedream.job.timed_out")]
    public async Task Run_OfARoundThatCannotBeRun_GivesItUpAndThenTells(string id, string type)
    {
        Recorder context = new(new BatchResult
        {
            Batch = id,
            Round = 1,
            Status = BatchStatus.Failed,
            Rows = 1,
            Counts = new Dictionary<OutcomeKind, int> { [OutcomeKind.TimedOut] = 1 },
        });
        OrchestrationHandle<string, BatchResult> impossible = new("Impossible", (_, _) => throw new PermanentFailureException("no plan"));

        await Assert.ThrowsAsync<PermanentFailureException>(() => UnattendedRound.RunAsync(context, impossible, "", id, 1));

        // An instance of an earlier release that waits for the first of these goes on in the same way.
        Assert.Equal(["GiveUpRound", "Notify"], context.Called);
        Assert.Equal(type, context.Told!.Type);
    }

    private sealed class Recorder(BatchResult result) : IOrchestrationContext
    {
        public List<string> Called { get; } = [];

        public Notice? Told { get; private set; }

        public string InstanceId => "x.r1";

        public DateTimeOffset UtcNow => DateTimeOffset.UnixEpoch;

        public ILogger CreateLogger(string category) => NullLogger.Instance;

        public Task<TOutput> CallActivityAsync<TInput, TOutput>(ActivityHandle<TInput, TOutput> activity, TInput input)
        {
            Called.Add(activity.Name);
            if (input is NotifyInput notify)
                Told = notify.Notice;
            object output = activity.Name == Activities.GiveUpRound.Name ? result : new NotifyResult { Undelivered = [] };
            return Task.FromResult((TOutput)output);
        }

        public Task<TOutput> CallOrchestrationAsync<TInput, TOutput>(OrchestrationHandle<TInput, TOutput> orchestration, TInput input, string instanceId) => throw new InvalidOperationException();

        public Task WaitUntilAsync(DateTimeOffset time, CancellationToken cancellationToken) => throw new InvalidOperationException();

        public void SetStatus(Core.Orchestration.Progress progress)
        {
        }

        public void ContinueAsNew<TInput>(TInput input)
        {
        }
    }
}
