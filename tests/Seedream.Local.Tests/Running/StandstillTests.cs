using System.Text;
using Seedream.Core.Batches;
using Seedream.Core.Conducting;
using Seedream.Core.Orchestration;
using Seedream.Core.Outcomes;
using Seedream.Core.Storage;
using Seedream.Simulator;
using Seedream.Simulator.Faults;

namespace Seedream.Local.Tests.Running;

/// <summary>A process that stands still for a while and then goes on as if nothing had been.</summary>
public sealed class StandstillTests
{
    private readonly PipelineStorage _storage = Pipeline.Memory();

    [Fact]
    public async Task SubmitJobs_AfterAStandstill_PaysNothingUntilItHasLookedAgain()
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(new SimulatorOptions { MedianSeconds = 0.05, TinyImages = true });
        await using Pipeline pipeline = Pipeline.On(server, _storage, speed: 200);
        string batch = await pipeline.AcceptAsync(1);
        IActivity<SubmitJobsInput, SubmittedJobs> submit = pipeline.Get<IActivity<SubmitJobsInput, SubmittedJobs>>();
        SubmitJobsInput input = new() { Share = new BatchShare { Batch = batch, Round = 1 }, Jobs = [new Job { Row = 1, Attempt = 1 }] };

        // Half a minute of its time passes between its look at the markers and its reservation.
        pipeline.State.Pause = () => Task.Delay(TimeSpan.FromSeconds(0.15));
        SubmittedJobs late = await submit.RunAsync(input, default);
        Assert.Equal(0, server.Requests.Submit);
        Assert.Single(late.Deferred);

        pipeline.State.Pause = () => Task.CompletedTask;
        await pipeline.RunAsync(batch);
        Assert.Equal(["succeeded"], (await pipeline.CheckAsync(batch, 1)).Values);
    }

    [Fact]
    public async Task SubmitJobs_OfARowThatADeadProcessLeft_SaysThatNobodyWasAsked()
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(new SimulatorOptions { TinyImages = true, Faults = new FaultPlan().Next(FaultStage.Submit, Fault.AcceptThenReset) });
        await using Pipeline pipeline = Pipeline.On(server, _storage);
        string batch = await pipeline.AcceptAsync(1);
        IActivity<SubmitJobsInput, SubmittedJobs> submit = pipeline.Get<IActivity<SubmitJobsInput, SubmittedJobs>>();
        SubmitJobsInput input = new() { Share = new BatchShare { Batch = batch, Round = 1 }, Jobs = [new Job { Row = 1, Attempt = 1 }] };

        EndedJob now = (await submit.RunAsync(input, default)).Ended.Single();
        EndedJob again = (await submit.RunAsync(input, default)).Ended.Single();

        Assert.Equal((OutcomeKind.Uncertain, false), (now.Outcome, now.Earlier));
        Assert.Equal((OutcomeKind.Uncertain, true), (again.Outcome, again.Earlier));
        Assert.Equal(1, server.Requests.Submit);
    }

    [Fact]
    public async Task CloseBatch_WhenALaterRoundHasEndedMeanwhile_LeavesTheReportsOfThat()
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(new SimulatorOptions { MedianSeconds = 0.05, TinyImages = true, Faults = new FaultPlan().Next(FaultStage.Submit, Fault.InputRejected) });
        await using Pipeline slow = Pipeline.On(server, _storage);
        await using Pipeline quick = Pipeline.On(server, _storage);
        string batch = await slow.AcceptAsync(1);
        Assert.Equal(BatchStatus.Failed, (await slow.RunAsync(batch)).Status);

        // The slow one has read the record of round 1; before it goes on, the quick one retries and closes round 2.
        int reads = 0;
        slow.State.Pause = async () =>
        {
            if (++reads != 2)
                return;
            await quick.Get<BatchRounds>().BeginRetryAsync(batch, new HashSet<OutcomeKind> { OutcomeKind.Failed }, default);
            Assert.Equal(BatchStatus.Completed, (await quick.RunAsync(batch)).Status);
        };
        await slow.Get<IActivity<BatchInput, BatchResult>>().RunAsync(new BatchInput { Batch = batch, Round = 1 }, default);

        Assert.True(reads > 2);
        Assert.Equal(["succeeded"], (await quick.CheckAsync(batch, 1)).Values);
        Assert.Contains("\"round\": 2", Encoding.UTF8.GetString((await _storage.Images.TryReadAsync($"{batch}/manifest.json", default))!.Content.Span), StringComparison.Ordinal);
    }
}
