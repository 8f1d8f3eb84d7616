using System.Globalization;
using Seedream.Core.Batches;
using Seedream.Core.Orchestration;
using Seedream.Core.Storage;
using Seedream.Core.Tests.Submission;
using Seedream.Simulator;
using Seedream.Simulator.Faults;

namespace Seedream.Local.Tests.Running;

/// <summary>Whole batches in this process against the simulator, with everything that can go wrong at the API.</summary>
public sealed class BatchRunTests
{
    private readonly PipelineStorage _storage = Pipeline.Memory();

    [Fact]
    public async Task Run_WhenAllIsWell_StoresEveryImage()
    {
        string folder = Directory.CreateTempSubdirectory("seedream-run").FullName;
        await using SimulatorServer server = await StartAsync();
        await using Pipeline pipeline = Pipeline.On(server, FolderStorage.Open(folder), Settings(parallel: 12, ("Jobs:RenewAfter", "20")));
        string batch = await pipeline.AcceptAsync(60);

        BatchResult result = await pipeline.RunAsync(batch);
        BatchResult again = await pipeline.RunAsync(batch);

        Assert.Equal((BatchStatus.Completed, BatchStatus.Completed), (result.Status, again.Status));
        Assert.All((await pipeline.CheckAsync(batch, 60)).Values, outcome => Assert.Equal("succeeded", outcome));
        Assert.Equal(60, server.Account.Paid);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Run_WithSeveralConductors_SharesTheRows()
    {
        await using SimulatorServer server = await StartAsync(options => options with { MedianSeconds = 0, Capacity = 500 });
        await using Pipeline pipeline = Pipeline.On(server, _storage, Settings(parallel: 300, ("Jobs:MaxPerConductor", "64")));
        HashSet<string> conductors = [];
        pipeline.Runner.Progressed = (instance, progress) =>
        {
            Assert.InRange(progress.Submitting + progress.Generating + progress.Collecting, 0, 60);
            lock (conductors)
                conductors.Add(instance);
        };
        string batch = await pipeline.AcceptAsync(400);

        await pipeline.RunAsync(batch);

        Assert.Equal(5, conductors.Count);
        Assert.All((await pipeline.CheckAsync(batch, 400)).Values, outcome => Assert.Equal("succeeded", outcome));
        Assert.Equal(400, server.Account.Paid);
    }

    [Theory]
    [InlineData(Fault.TooManyRequests, "succeeded", 6)]
    [InlineData(Fault.TooManyRequestsRetryAfter, "succeeded", 6)]
    [InlineData(Fault.TooManyRequestsRetryDate, "succeeded", 6)]
    [InlineData(Fault.Slow, "succeeded", 6)]
    [InlineData(Fault.Moderated, "failed", 5)]
    [InlineData(Fault.InputRejected, "failed", 5)]
    [InlineData(Fault.RequestTimeout, "uncertain", 5)]
    [InlineData(Fault.InternalServerError, "uncertain", 5)]
    [InlineData(Fault.BadGateway, "uncertain", 5)]
    [InlineData(Fault.ServiceUnavailable, "uncertain", 5)]
    [InlineData(Fault.GatewayTimeout, "uncertain", 5)]
    [InlineData(Fault.ResetMidResponse, "uncertain", 5)]
    [InlineData(Fault.MalformedJson, "uncertain", 5)]
    [InlineData(Fault.HtmlPage, "uncertain", 5)]
    [InlineData(Fault.EmptyBody, "uncertain", 5)]
    [InlineData(Fault.AcceptThenServerError, "uncertain", 6)]
    [InlineData(Fault.AcceptThenRequestTimeout, "uncertain", 6)]
    [InlineData(Fault.AcceptThenGatewayTimeout, "uncertain", 6)]
    [InlineData(Fault.AcceptThenHang, "uncertain", 6)]
    [InlineData(Fault.AcceptThenReset, "uncertain", 6)]
    [InlineData(Fault.AcceptThenResetMidResponse, "uncertain", 6)]
    [InlineData(Fault.AcceptThenErrorInside200, null, 6)]
    [InlineData(Fault.AcceptThenMalformedJson, "uncertain", 6)]
    [InlineData(Fault.AcceptThenNoRequestId, "uncertain", 6)]
    public async Task Run_WhenASubmissionGoesWrong_PaysAtMostOnce(Fault fault, string? outcome, int paid)
    {
        await using SimulatorServer server = await StartAsync(options => options with { Faults = new FaultPlan { RetryAfter = TimeSpan.FromSeconds(1), SlowTime = TimeSpan.FromMilliseconds(50) }.Next(FaultStage.Submit, fault) });
        await using Pipeline pipeline = Pipeline.On(server, _storage, Settings(parallel: 3, ("RunComfy:SubmitTimeout", fault == Fault.AcceptThenHang ? "00:00:10" : "00:10:00")));
        string batch = await pipeline.AcceptAsync(6);

        await pipeline.RunAsync(batch);

        Dictionary<int, string> outcomes = await pipeline.CheckAsync(batch, 6);
        Assert.Equal(paid, server.Account.Paid);
        Assert.InRange(outcomes.Values.Count(found => found == "succeeded"), 5, 6);
        if (outcome is not null)
            Assert.Equal(outcome == "succeeded" ? 6 : 1, outcomes.Values.Count(found => found == outcome));
    }

    [Theory]
    [InlineData(FaultStage.Status, Fault.InternalServerError)]
    [InlineData(FaultStage.Status, Fault.Reset)]
    [InlineData(FaultStage.Status, Fault.TooManyRequestsRetryAfter)]
    [InlineData(FaultStage.Status, Fault.UnknownStatus)]
    [InlineData(FaultStage.Status, Fault.MalformedJson)]
    [InlineData(FaultStage.Result, Fault.ServiceUnavailable)]
    [InlineData(FaultStage.Result, Fault.StillProcessing)]
    [InlineData(FaultStage.Result, Fault.ResetMidResponse)]
    [InlineData(FaultStage.Result, Fault.UnknownStatus)]
    [InlineData(FaultStage.Result, Fault.CompletedWord)]
    [InlineData(FaultStage.Download, Fault.Truncated)]
    [InlineData(FaultStage.Download, Fault.Corrupt)]
    [InlineData(FaultStage.Download, Fault.ExpiredUrl)]
    [InlineData(FaultStage.Download, Fault.ServiceUnavailable)]
    public async Task Run_WhenAnythingAfterTheSubmissionGoesWrong_SucceedsInTheEnd(FaultStage stage, Fault fault)
    {
        await using SimulatorServer server = await StartAsync(options => options with { Faults = new FaultPlan { RetryAfter = TimeSpan.FromSeconds(1) }.Next(stage, fault, 2) });
        await using Pipeline pipeline = Pipeline.On(server, _storage, Settings(parallel: 4));
        string batch = await pipeline.AcceptAsync(8);

        await pipeline.RunAsync(batch);

        Assert.All((await pipeline.CheckAsync(batch, 8)).Values, outcome => Assert.Equal("succeeded", outcome));
        Assert.Equal(8, server.Account.Paid);
    }

    [Fact]
    public async Task Run_WithABadToken_HaltsAndRetryGoesOn()
    {
        await using SimulatorServer server = await StartAsync(options => options with { Faults = new FaultPlan().When(FaultStage.Submit, Fault.BadToken, call => Row(call.Marker) > 5) });
        await using Pipeline pipeline = Pipeline.On(server, _storage, Settings(parallel: 4));
        string batch = await pipeline.AcceptAsync(40);

        BatchResult halted = await pipeline.RunAsync(batch);

        Assert.Equal(BatchStatus.Halted, halted.Status);
        Dictionary<int, string> outcomes = await pipeline.CheckAsync(batch, 40);
        Assert.Equal(5, outcomes.Values.Count(outcome => outcome == "succeeded"));
        Assert.Equal(35, outcomes.Values.Count(outcome => outcome == "not_submitted"));

        server.Faults = new FaultPlan();
        Assert.Equal(35, (await pipeline.Get<BatchRounds>().BeginRetryAsync(batch, BatchRounds.RetriedByDefault, default)).Submitted);
        Assert.Equal(BatchStatus.Completed, (await pipeline.RunAsync(batch)).Status);
        await pipeline.CheckAsync(batch, 40);
        Assert.Equal(40, server.Account.Paid);
    }

    [Fact]
    public async Task Run_WhenTheTokenExpiresWhileWaiting_KeepsWhatIsPaidForTheRetry()
    {
        await using SimulatorServer server = await StartAsync(options => options with { MedianSeconds = 0.2, Faults = new FaultPlan().When(FaultStage.Status, Fault.BadToken, _ => true) });
        await using Pipeline pipeline = Pipeline.On(server, _storage, Settings(parallel: 8));
        string batch = await pipeline.AcceptAsync(12);

        Assert.Equal(BatchStatus.Halted, (await pipeline.RunAsync(batch)).Status);
        Dictionary<int, string> outcomes = await pipeline.CheckAsync(batch, 12);
        int paid = server.Account.Paid;
        Assert.Equal(paid, outcomes.Values.Count(outcome => outcome == "timed_out"));

        server.Faults = new FaultPlan();
        RoundPreview retry = await pipeline.Get<BatchRounds>().BeginRetryAsync(batch, BatchRounds.RetriedByDefault, default);
        Assert.Equal((12, 12 - paid), (retry.Rows, retry.Submitted));
        Assert.Equal(BatchStatus.Completed, (await pipeline.RunAsync(batch)).Status);
        await pipeline.CheckAsync(batch, 12);
        Assert.Equal(12, server.Account.Paid);
    }

    [Fact]
    public async Task Run_WhenTheBalanceEnds_CollectsWhatWasPaid()
    {
        await using SimulatorServer server = await StartAsync(options => options with { BalanceUsd = 0.028m * 7 });
        await using Pipeline pipeline = Pipeline.On(server, _storage, Settings(parallel: 4));
        string batch = await pipeline.AcceptAsync(20);

        Assert.Equal(BatchStatus.Halted, (await pipeline.RunAsync(batch)).Status);

        Dictionary<int, string> outcomes = await pipeline.CheckAsync(batch, 20);
        Assert.Equal((7, 13), (outcomes.Values.Count(outcome => outcome == "succeeded"), outcomes.Values.Count(outcome => outcome == "not_submitted")));
    }

    [Fact]
    public async Task Run_WhenCancelled_CancelsQueuedAndCollectsRunningOnes()
    {
        await using SimulatorServer server = await StartAsync(options => options with { Capacity = 2, MedianSeconds = 0.3 });
        await using Pipeline pipeline = Pipeline.On(server, _storage, Settings(parallel: 10));
        string batch = await pipeline.AcceptAsync(40);
        pipeline.AtEnded(2, () => pipeline.Get<StopMarkers>().CancelAsync(batch, 1, "enough", default).GetAwaiter().GetResult());

        Assert.Equal(BatchStatus.Cancelled, (await pipeline.RunAsync(batch)).Status);

        Dictionary<int, string> outcomes = await pipeline.CheckAsync(batch, 40);
        Assert.Contains("cancelled", outcomes.Values);
        Assert.Equal(server.Account.Paid, outcomes.Values.Count(outcome => outcome == "succeeded"));
        Assert.True(outcomes.Values.Count(outcome => outcome == "not_submitted") >= 20);
    }

    [Fact]
    public async Task Run_WhenCancelledBeforeItBegan_SubmitsNothing()
    {
        await using SimulatorServer server = await StartAsync();
        await using Pipeline pipeline = Pipeline.On(server, _storage, Settings(parallel: 4));
        string batch = await pipeline.AcceptAsync(5);
        await pipeline.Get<StopMarkers>().CancelAsync(batch, 1, "changed my mind", default);

        Assert.Equal(BatchStatus.Cancelled, (await pipeline.RunAsync(batch)).Status);

        Assert.All((await pipeline.CheckAsync(batch, 5)).Values, outcome => Assert.Equal("not_submitted", outcome));
        Assert.Equal(0, server.Account.Paid);
    }

    [Fact]
    public async Task Run_PastTheDeadline_IsCollectedLaterWithoutPaying()
    {
        bool slow = true;
        await using SimulatorServer server = await StartAsync(options => options with { GenerationTime = _ => TimeSpan.FromSeconds(slow ? 1.5 : 0.01) });
        await using Pipeline pipeline = Pipeline.On(server, _storage, Settings(parallel: 4, ("Waiting:Deadline", "00:00:10"), ("Waiting:MaxInterval", "00:00:02")));
        string batch = await pipeline.AcceptAsync(4);

        await pipeline.RunAsync(batch);
        Assert.All((await pipeline.CheckAsync(batch, 4)).Values, outcome => Assert.Equal("timed_out", outcome));
        slow = false;
        RoundPreview collect;
        do
        {
            collect = await pipeline.Get<BatchRounds>().BeginCollectAsync(batch, default);
            Assert.Equal(0, collect.Submitted);
            await pipeline.RunAsync(batch);
        }
        while (collect.Rows > 0);

        Assert.All((await pipeline.CheckAsync(batch, 4)).Values, outcome => Assert.Equal("succeeded", outcome));
        Assert.Equal(4, server.Account.Paid);
    }

    [Fact]
    public async Task Retry_OfAFailedGeneration_IsANewAttempt()
    {
        await using SimulatorServer server = await StartAsync(options => options with { Faults = new FaultPlan().Next(FaultStage.Generation, Fault.JobFails, 2) });
        await using Pipeline pipeline = Pipeline.On(server, _storage, Settings(parallel: 4));
        string batch = await pipeline.AcceptAsync(6);

        Assert.Equal(BatchStatus.CompletedWithErrors, (await pipeline.RunAsync(batch)).Status);
        Assert.Equal(2, (await pipeline.Get<BatchRounds>().BeginRetryAsync(batch, BatchRounds.RetriedByDefault, default)).Submitted);
        Assert.Equal(BatchStatus.Completed, (await pipeline.RunAsync(batch)).Status);

        await pipeline.CheckAsync(batch, 6);
        Assert.Equal(8, server.Account.Paid);
        Assert.Equal(0, (await pipeline.Get<BatchRounds>().BeginRetryAsync(batch, BatchRounds.RetriedByDefault, default)).Rows);
    }

    [Fact]
    public async Task Run_UnderResubmit_SubmitsAnUncertainJobAgainUpToTheCap()
    {
        await using SimulatorServer server = await StartAsync(options => options with { Faults = new FaultPlan().When(FaultStage.Submit, Fault.InternalServerError, call => Row(call.Marker) == 2 || (Row(call.Marker) == 1 && call.Nth == 1)) });
        await using Pipeline pipeline = Pipeline.On(server, _storage, Settings(parallel: 4, ("Jobs:OnUncertain", "Resubmit"), ("Jobs:MaxSubmissions", "3")));
        string batch = await pipeline.AcceptAsync(4);

        await pipeline.RunAsync(batch);

        Dictionary<int, string> outcomes = await pipeline.CheckAsync(batch, 4);
        Assert.Equal(("succeeded", "uncertain"), (outcomes[1], outcomes[2]));
        Assert.Equal(3, server.Account.TallyOf($"{batch}/2/1")!.Calls);
    }

    [Fact]
    public async Task Run_WhenAnImageCostsMoreThanPlanned_Halts()
    {
        await using SimulatorServer server = await StartAsync(options => options with { PricePerImage = 0.1m });
        await using Pipeline pipeline = Pipeline.On(server, _storage, Settings(parallel: 2));
        string batch = await pipeline.AcceptAsync(40);

        Assert.Equal(BatchStatus.Halted, (await pipeline.RunAsync(batch)).Status);

        Dictionary<int, string> outcomes = await pipeline.CheckAsync(batch, 40);
        Assert.Equal(server.Account.Paid, outcomes.Values.Count(outcome => outcome == "succeeded"));
        Assert.InRange(server.Account.Paid, 1, 20);
    }

    [Fact]
    public async Task Run_OfPartialGroups_SucceedsWithFewerImages()
    {
        await using SimulatorServer server = await StartAsync(options => options with { Faults = new FaultPlan().Next(FaultStage.Generation, Fault.PartialGroup) });
        await using Pipeline pipeline = Pipeline.On(server, _storage, Settings(parallel: 2));
        string batch = await pipeline.AcceptAsync(["prompt,sequential_image_generation,max_images", "1 four images of a fox,auto,4", "2 four images of a hare,auto,4"]);

        Assert.Equal(BatchStatus.Completed, (await pipeline.RunAsync(batch)).Status);

        await pipeline.CheckAsync(batch, 2);
    }

    [Fact]
    public async Task Run_OfInvalidRowsOnly_FailsWithResults()
    {
        await using SimulatorServer server = await StartAsync();
        await using Pipeline pipeline = Pipeline.On(server, _storage, Settings(parallel: 2));
        string batch = await pipeline.AcceptAsync(["prompt,resolution", "a fox,9K", "a hare,1x1"]);

        Assert.Equal(BatchStatus.Failed, (await pipeline.RunAsync(batch)).Status);

        Assert.All((await pipeline.CheckAsync(batch, 2)).Values, outcome => Assert.Equal("invalid", outcome));
    }

    [Fact]
    public async Task Run_UnderAStormOfRefusals_WritesTheLedgerFewTimesPerRow()
    {
        await using SimulatorServer server = await StartAsync(options => options with { Capacity = 4, MaxInFlight = 4, MedianSeconds = 0.02 });
        await using Pipeline pipeline = Pipeline.On(server, _storage, Settings(parallel: 60));
        string batch = await pipeline.AcceptAsync(60);
        int writes = 0;
        pipeline.State.Fault = name =>
        {
            if (name.Contains("/ledger/", StringComparison.Ordinal))
                Interlocked.Increment(ref writes);
            return StoreFault.None;
        };

        await pipeline.RunAsync(batch);

        Assert.All((await pipeline.CheckAsync(batch, 60)).Values, outcome => Assert.Equal("succeeded", outcome));
        Assert.InRange(writes / 60.0, 2, 7);
    }

    [Fact]
    public async Task Run_OfABatchWithoutPlan_FailsForGood()
    {
        await using SimulatorServer server = await StartAsync();
        await using Pipeline pipeline = Pipeline.On(server, _storage);
        string batch = await pipeline.AcceptAsync(3);
        await _storage.State.DeleteAsync(StateLayout.PlanSummary(batch), default);

        await Assert.ThrowsAsync<PermanentFailureException>(() => pipeline.RunAsync(batch));
    }

    internal static Task<SimulatorServer> StartAsync(Func<SimulatorOptions, SimulatorOptions>? change = null)
    {
        SimulatorOptions options = new() { MedianSeconds = 0.02, TinyImages = true, ImageBytes = 2_000 };
        return SimulatorServer.StartAsync(change?.Invoke(options) ?? options);
    }

    internal static Dictionary<string, string?> Settings(int parallel, params (string Name, string Value)[] more)
    {
        Dictionary<string, string?> settings = more.ToDictionary(setting => setting.Name, string? (setting) => setting.Value, StringComparer.Ordinal);
        settings["Jobs:MaxParallel"] = parallel.ToString(CultureInfo.InvariantCulture);
        return settings;
    }

    private static int Row(string? marker) => int.Parse(marker!.Split('/')[1], CultureInfo.InvariantCulture);
}
