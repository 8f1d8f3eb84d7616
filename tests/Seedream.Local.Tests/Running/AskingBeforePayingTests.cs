using Seedream.Core.Batches;
using Seedream.Core.Conducting;
using Seedream.Core.Orchestration;
using Seedream.Core.Outcomes;
using Seedream.Core.Reporting;
using Seedream.Core.Storage;
using Seedream.Simulator;
using Seedream.Simulator.Faults;
using static Seedream.Local.Tests.Running.BatchRunTests;

namespace Seedream.Local.Tests.Running;

/// <summary>Whatever asks for a new attempt first asks, for free, for what was submitted: rounds given up, records lost, answers misunderstood.</summary>
public sealed class AskingBeforePayingTests
{
    private const int Rows = 6;
    private readonly PipelineStorage _storage = Pipeline.Memory();

    [Fact]
    public async Task GiveUp_OfARoundWithSubmittedRows_AccountsForEveryRowAndNeverPaysThemAgain()
    {
        bool slow = true;
        await using SimulatorServer server = await StartAsync(options => options with { GenerationTime = _ => TimeSpan.FromSeconds(slow ? 30 : 0.01) });
        await using Pipeline pipeline = Pipeline.On(server, _storage, Settings(parallel: 4));
        string batch = await SubmitAsync(pipeline, server, paid: 4);

        BatchResult givenUp = await GiveUpAsync(pipeline, batch, round: 1);

        Assert.Equal(BatchStatus.Failed, givenUp.Status);
        Dictionary<int, string> outcomes = await pipeline.CheckAsync(batch, Rows);
        Assert.Equal((4, 2), (outcomes.Values.Count(outcome => outcome == "timed_out"), outcomes.Values.Count(outcome => outcome == "not_submitted")));
        BatchManifest manifest = (await new ResultsReader(_storage).TryReadManifestAsync($"{batch}/", default))!;
        Assert.Equal((BatchStatus.Failed, "no plan left", 4 * 0.028m), (manifest.Status, manifest.Reason, manifest.CostOpenUsd));
        Assert.NotNull(await _storage.State.TryReadAsync(StateLayout.Leftover(batch), default));

        slow = false;
        RoundPreview retry = await pipeline.Get<BatchRounds>().BeginRetryAsync(batch, BatchRounds.RetriedByDefault, default);
        Assert.Equal((Rows, 4, 2, 0), (retry.Rows, retry.Asked, retry.Submitted, retry.Held));
        await GiveUpAsync(pipeline, batch, round: 2);
        Assert.Equal(4, (await pipeline.Get<BatchRounds>().PreviewCollectAsync(batch, default)).Rows);
        Assert.Equal(4, server.Account.Paid);
    }

    [Fact]
    public async Task Retry_AfterAGivenUpRetry_AsksForItsAttemptInsteadOfGrantingAnother()
    {
        double seconds = 0.01;
        await using SimulatorServer server = await StartAsync(options => options with { Faults = new FaultPlan().Next(FaultStage.Generation, Fault.JobFails, Rows), GenerationTime = _ => TimeSpan.FromSeconds(seconds) });
        await using Pipeline pipeline = Pipeline.On(server, _storage, Settings(parallel: 8));
        string batch = await pipeline.AcceptAsync(Rows);
        await pipeline.RunAsync(batch);
        Assert.Equal(Rows, (await pipeline.Get<BatchRounds>().BeginRetryAsync(batch, BatchRounds.RetriedByDefault, default)).Submitted);
        seconds = 5;
        await StopWhenAsync(pipeline, batch, () => server.Account.Paid == 2 * Rows);
        await GiveUpAsync(pipeline, batch, round: 2);

        RoundPreview third = await pipeline.Get<BatchRounds>().BeginRetryAsync(batch, BatchRounds.RetriedByDefault, default);
        Assert.Equal((Rows, 0), (third.Rows, third.Submitted));
        await pipeline.RunAsync(batch);

        Assert.All((await pipeline.CheckAsync(batch, Rows)).Values, outcome => Assert.Equal("succeeded", outcome));
        Assert.Equal(2 * Rows, server.Account.Paid);
        await ReportsCoverTheBooksAsync(server, batch);
    }

    // As a release wrote it that left no outcomes behind when it gave a round up.
    [Fact]
    public async Task Retry_OfARoundThatAnEarlierReleaseGaveUp_AsksForWhatTheLedgerKnows()
    {
        await using SimulatorServer server = await StartAsync(options => options with { MedianSeconds = 1 });
        await using Pipeline pipeline = Pipeline.On(server, _storage, Settings(parallel: 4));
        string batch = await SubmitAsync(pipeline, server, paid: 4);
        await pipeline.Get<BatchStore>().UpdateAsync(batch, record => record with { Status = BatchStatus.Failed, CompletedAt = DateTimeOffset.UtcNow }, default);

        RoundPreview retry = await pipeline.Get<BatchRounds>().BeginRetryAsync(batch, BatchRounds.RetriedByDefault, default);
        await pipeline.RunAsync(batch);

        Assert.Equal((4, 2), (retry.Asked, retry.Submitted));
        Assert.All((await pipeline.CheckAsync(batch, Rows)).Values, outcome => Assert.Equal("succeeded", outcome));
        Assert.Equal(Rows, server.Account.Paid);
    }

    [Theory]
    [InlineData("API404")]
    [InlineData("API401")]
    [InlineData("API500")]
    public async Task Retry_OfARowThatFailedForWhatWasSaidAboutAQuestion_IsFree(string code)
    {
        await using SimulatorServer server = await StartAsync();
        await using Pipeline pipeline = Pipeline.On(server, _storage, Settings(parallel: 4));
        string batch = await pipeline.AcceptAsync(2);
        await pipeline.RunAsync(batch);
        JobOutcome first = (await pipeline.Get<OutcomeStore>().ReadAsync(batch, 1, 1, default))!;
        await pipeline.Get<OutcomeStore>().WriteAsync(batch, 1, first with { Outcome = OutcomeKind.Failed, ErrorCode = code, CostUsd = null, Files = [] }, default);

        RoundPreview retry = await pipeline.Get<BatchRounds>().BeginRetryAsync(batch, BatchRounds.RetriedByDefault, default);
        await pipeline.RunAsync(batch);

        Assert.Equal((1, 0, 0m), (retry.Rows, retry.Submitted, retry.MostUsd));
        Assert.All((await pipeline.CheckAsync(batch, 2)).Values, outcome => Assert.Equal("succeeded", outcome));
        Assert.Equal(2, server.Account.Paid);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Retry_OfARowWhoseRecordIsGone_AsksByTheOutcomeOrHoldsIt(bool isNamed)
    {
        await using SimulatorServer server = await StartAsync();
        await using Pipeline pipeline = Pipeline.On(server, _storage, Settings(parallel: 4));
        string batch = await pipeline.AcceptAsync(2);
        await pipeline.RunAsync(batch);
        JobOutcome first = (await pipeline.Get<OutcomeStore>().ReadAsync(batch, 1, 1, default))!;
        JobOutcome lost = first with { Outcome = isNamed ? OutcomeKind.TimedOut : OutcomeKind.Uncertain, RequestId = isNamed ? first.RequestId : null, Files = [], CostUsd = null };
        await pipeline.Get<OutcomeStore>().WriteAsync(batch, 1, lost, default);
        await _storage.State.DeleteAsync(StateLayout.Ledger(batch, 1, 1), default);

        RoundPreview retry = await pipeline.Get<BatchRounds>().BeginRetryAsync(batch, BatchRounds.RetriedByDefault, default);
        if (retry.Rows > 0)
            await pipeline.RunAsync(batch);

        Assert.Equal((isNamed ? 1 : 0, 0, isNamed ? 0 : 1), (retry.Rows, retry.Submitted, retry.Held));
        Assert.Equal(2, server.Account.Paid);
        if (isNamed)
            Assert.All((await pipeline.CheckAsync(batch, 2)).Values, outcome => Assert.Equal("succeeded", outcome));
    }

    [Fact]
    public async Task Submit_OfARowThatIsOnlyAskedForAndHasNoRecord_IsUncertain()
    {
        await using SimulatorServer server = await StartAsync();
        await using Pipeline pipeline = Pipeline.On(server, _storage, Settings(parallel: 4));
        string batch = await pipeline.AcceptAsync(2);
        SubmitJobsInput input = new() { Share = new BatchShare { Batch = batch, Round = 1 }, Jobs = [new Job { Row = 1, Attempt = 1, KnownOnly = true }] };

        SubmittedJobs submitted = await pipeline.Get<IActivity<SubmitJobsInput, SubmittedJobs>>().RunAsync(input, default);

        Assert.Equal(OutcomeKind.Uncertain, Assert.Single(submitted.Ended).Outcome);
        JobOutcome outcome = (await pipeline.Get<OutcomeStore>().ReadAsync(batch, 1, 1, default))!;
        Assert.Equal((OutcomeKind.Uncertain, 0.028m), (outcome.Outcome, outcome.OpenCostUsd));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_WithAnEmptyLedgerRecord_HoldsTheRowAndPaysTheOthers(bool folder)
    {
        string data = Directory.CreateTempSubdirectory("seedream-empty").FullName;
        PipelineStorage storage = folder ? FolderStorage.Open(data) : _storage;
        await using SimulatorServer server = await StartAsync();
        await using Pipeline pipeline = Pipeline.On(server, storage, Settings(parallel: 4));
        string batch = await pipeline.AcceptAsync(Rows);
        string name = StateLayout.Ledger(batch, 3, 1);
        if (folder)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(data, "seedream", name))!);
            await File.WriteAllBytesAsync(Path.Combine(data, "seedream", name), []);
        }
        else
        {
            await storage.State.PutAsync(name, Array.Empty<byte>(), "application/json", default);
        }

        await pipeline.RunAsync(batch);

        Assert.Equal("uncertain", (await pipeline.CheckAsync(batch, Rows))[3]);
        Assert.Equal(Rows - 1, server.Account.Paid);
        Assert.Equal((0, 1), ((await pipeline.Get<BatchRounds>().PreviewRetryAsync(batch, BatchRounds.RetriedByDefault, default)).Rows, (await pipeline.Get<BatchRounds>().PreviewRetryAsync(batch, BatchRounds.RetriedByDefault, default)).Held));
        Assert.Equal(1, (await pipeline.Get<BatchRounds>().PreviewRetryAsync(batch, new HashSet<OutcomeKind> { OutcomeKind.Uncertain }, default)).Submitted);
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task Run_WithASubmittedRecordThatNamesNoRequest_HoldsThatRowOnly()
    {
        await using SimulatorServer server = await StartAsync();
        await using Pipeline pipeline = Pipeline.On(server, _storage, Settings(parallel: 4));
        string batch = await pipeline.AcceptAsync(Rows);
        await _storage.State.PutAsync(StateLayout.Ledger(batch, 2, 1), """{"row":2,"attempt":1,"state":"submitted","host":"h","reserved_at":"2026-01-01T00:00:00Z","submissions":1}"""u8.ToArray(), "application/json", default);

        await pipeline.RunAsync(batch);

        Assert.Equal("uncertain", (await pipeline.CheckAsync(batch, Rows))[2]);
        Assert.Equal(Rows - 1, server.Account.Paid);
    }

    [Fact]
    public async Task Run_WhereARowHasImagesAndNoRecord_HoldsIt()
    {
        await using SimulatorServer server = await StartAsync();
        await using Pipeline pipeline = Pipeline.On(server, _storage, Settings(parallel: 4));
        string batch = await pipeline.AcceptAsync(Rows);
        await _storage.Images.PutAsync($"{batch}/00004-a-fox-1.png", new byte[10], "image/png", default);

        await pipeline.RunAsync(batch);

        Dictionary<int, string> outcomes = await pipeline.CheckAsync(batch, Rows);
        Assert.Equal(("uncertain", Rows - 1), (outcomes[4], outcomes.Values.Count(outcome => outcome == "succeeded")));
        Assert.Equal(Rows - 1, server.Account.Paid);
    }

    [Fact]
    public async Task Run_WithUncertainAndFailedRows_ReportsWhatMayHaveBeenCharged()
    {
        await using SimulatorServer server = await StartAsync(options => options with
        {
            Faults = new FaultPlan().Next(FaultStage.Submit, Fault.AcceptThenReset, 2).Next(FaultStage.Generation, Fault.JobFails),
        });
        await using Pipeline pipeline = Pipeline.On(server, _storage, Settings(parallel: 3));
        string batch = await pipeline.AcceptAsync(Rows);

        await pipeline.RunAsync(batch);
        await ReportsCoverTheBooksAsync(server, batch);
        await pipeline.Get<BatchRounds>().BeginRetryAsync(batch, BatchRounds.RetriedByDefault, default);
        await pipeline.RunAsync(batch);
        await ReportsCoverTheBooksAsync(server, batch);
        await pipeline.Get<BatchRounds>().BeginRetryAsync(batch, new HashSet<OutcomeKind> { OutcomeKind.Uncertain }, default);
        await pipeline.RunAsync(batch);

        await ReportsCoverTheBooksAsync(server, batch);
        Assert.All((await pipeline.CheckAsync(batch, Rows)).Values, outcome => Assert.Equal("succeeded", outcome));
    }

    [Fact]
    public async Task Begin_OfTheSameRetryAgain_GivesBackTheRoundThatWasBegun()
    {
        await using SimulatorServer server = await StartAsync(options => options with { Faults = new FaultPlan().Next(FaultStage.Generation, Fault.JobFails, 2) });
        await using Pipeline pipeline = Pipeline.On(server, _storage, Settings(parallel: 4));
        BatchRounds rounds = pipeline.Get<BatchRounds>();
        string batch = await pipeline.AcceptAsync(4);
        await pipeline.RunAsync(batch);

        RoundPreview first = await rounds.BeginRetryAsync(batch, BatchRounds.RetriedByDefault, default);

        Assert.Equal([batch], rounds.Begun);
        Assert.Equal(first, await rounds.BeginRetryAsync(batch, BatchRounds.RetriedByDefault, default));
        await Assert.ThrowsAsync<BatchNotEndedException>(() => rounds.BeginRetryAsync(batch, new HashSet<OutcomeKind> { OutcomeKind.Failed }, default));
        await Assert.ThrowsAsync<BatchNotEndedException>(() => rounds.BeginCollectAsync(batch, default));
    }

    [Fact]
    public async Task HasEnded_OfARoundThatEndedOrWasFollowed_IsTrue()
    {
        await using SimulatorServer server = await StartAsync(options => options with { Faults = new FaultPlan().Next(FaultStage.Generation, Fault.JobFails) });
        await using Pipeline pipeline = Pipeline.On(server, _storage, Settings(parallel: 4));
        BatchStore batches = pipeline.Get<BatchStore>();
        string batch = await pipeline.AcceptAsync(2);

        Assert.False(await batches.HasEndedAsync(batch, 1, default));
        await pipeline.RunAsync(batch);
        Assert.True(await batches.HasEndedAsync(batch, 1, default));
        await pipeline.Get<BatchRounds>().BeginRetryAsync(batch, BatchRounds.RetriedByDefault, default);
        Assert.Equal((true, false), (await batches.HasEndedAsync(batch, 1, default), await batches.HasEndedAsync(batch, 2, default)));
        Assert.False(await batches.HasEndedAsync("never-heard-of", 1, default));
    }

    // A row in its books, whatever became of it here: never $0 where something may have been charged, and never less than that.
    private async Task ReportsCoverTheBooksAsync(SimulatorServer server, string batch)
    {
        BatchManifest manifest = (await new ResultsReader(_storage).TryReadManifestAsync($"{batch}/", default))!;
        decimal billed = server.Account.BilledUsd;
        Assert.True(manifest.CostUsd <= billed, $"reported {manifest.CostUsd}, billed {billed}");
        Assert.True(billed <= manifest.CostUsd + manifest.CostOpenUsd, $"reported {manifest.CostUsd} and open {manifest.CostOpenUsd}, billed {billed}");
        decimal rows = await new ResultsReader(_storage).ReadAsync($"{batch}/", default).Select(row => (row.CostUsd ?? 0) + (row.OpenCostUsd ?? 0)).SumAsync(default);
        Assert.Equal(manifest.CostUsd + manifest.CostOpenUsd, rows);
    }

    private static Task<BatchResult> GiveUpAsync(Pipeline pipeline, string batch, int round) =>
        pipeline.Get<IActivity<GiveUpRoundInput, BatchResult>>().RunAsync(new GiveUpRoundInput { Batch = batch, Round = round, Reason = "no plan left" }, default);

    private static async Task<string> SubmitAsync(Pipeline pipeline, SimulatorServer server, int paid)
    {
        string batch = await pipeline.AcceptAsync(Rows);
        await StopWhenAsync(pipeline, batch, () => server.Account.Paid >= paid);
        return batch;
    }

    private static async Task StopWhenAsync(Pipeline pipeline, string batch, Func<bool> isEnough)
    {
        using CancellationTokenSource stop = new();
        // Once a request id is on record the next write asks.
        pipeline.State.Fault = name =>
        {
            if (isEnough())
                stop.Cancel();
            return Core.Tests.Submission.StoreFault.None;
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pipeline.RunAsync(batch, stop.Token));
        pipeline.State.Fault = _ => Core.Tests.Submission.StoreFault.None;
    }
}
