using System.Text;
using Seedream.Core.Batches;
using Seedream.Core.Hosting;
using Seedream.Core.Orchestration;
using Seedream.Core.Storage;
using Seedream.Core.Tests.Submission;
using Seedream.Simulator;
using static Seedream.Local.Tests.Running.BatchRunTests;

namespace Seedream.Local.Tests.Running;

/// <summary>Processes that die, stop, freeze or meet, and storage and APIs that go away: every row ends, nothing is paid twice.</summary>
public sealed class RecoveryTests
{
    private const int Rows = 40;
    private readonly PipelineStorage _storage = Pipeline.Memory();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Run_KilledAtRandomPoints_GoesOnWithoutPayingAgain(int seed)
    {
        Random random = new(seed);
        await using SimulatorServer server = await StartAsync();
        string batch = "";
        for (int life = 1; life <= 3; life++)
        {
            await using Pipeline mortal = Pipeline.On(server, _storage, Settings(8, ("Jobs:RenewAfter", "20")), HostIdentity.Current with { ProcessId = int.MaxValue - life });
            batch = await mortal.AcceptAsync(Rows);
            TaskCompletionSource dead = new(TaskCreationOptions.RunContinuationsAsynchronously);
            int left = random.Next(10, 120);
            mortal.State.Pause = () =>
            {
                if (Interlocked.Decrement(ref left) > 0)
                    return Task.CompletedTask;
                dead.TrySetResult();
                return new TaskCompletionSource().Task;
            };
            Task<BatchResult> run = mortal.RunAsync(batch);
            await Task.WhenAny(run, dead.Task);
        }

        await using Pipeline last = Pipeline.On(server, _storage, Settings(8));
        await last.RunAsync(batch);

        Dictionary<int, string> outcomes = await last.CheckAsync(batch, Rows, killed: true);
        Assert.All(outcomes.Values, outcome => Assert.True(outcome is "succeeded" or "uncertain", outcome));
        Assert.InRange(outcomes.Values.Count(outcome => outcome == "uncertain"), 0, 24);
    }

    [Fact]
    public async Task Run_StoppedInTheMiddle_LeavesACleanState()
    {
        await using SimulatorServer server = await StartAsync();
        string batch = "";
        for (int stops = 1; stops <= 3; stops++)
        {
            await using Pipeline stopped = Pipeline.On(server, _storage, Settings(8));
            using CancellationTokenSource stop = new();
            stopped.AtEnded(5, stop.Cancel);
            batch = await stopped.AcceptAsync(Rows);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped.RunAsync(batch, stop.Token));
            Assert.False(await BatchLease.IsHeldAsync(_storage, batch, TimeProvider.System, default));
        }

        await using Pipeline last = Pipeline.On(server, _storage, Settings(8));
        await last.RunAsync(batch);

        Assert.All((await last.CheckAsync(batch, Rows)).Values, outcome => Assert.Equal("succeeded", outcome));
        Assert.Equal(Rows, server.Account.Paid);
    }

    [Fact]
    public async Task Run_StoppedWhileNothingIsDue_EndsAtOnce()
    {
        await using SimulatorServer server = await StartAsync(options => options with { MedianSeconds = 600 });
        await using Pipeline pipeline = Pipeline.On(server, _storage, Settings(4), speed: 1);
        string batch = await pipeline.AcceptAsync(4);
        using CancellationTokenSource stop = new();
        int quiet = 0;
        pipeline.Runner.Progressed = (_, progress) =>
        {
            if (progress.Generating == 4 && ++quiet > 6)
                stop.Cancel();
            Assert.True(quiet < 1_000, "it spins");
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pipeline.RunAsync(batch, stop.Token));
    }

    [Fact]
    public async Task Run_ByTwoProcessesAtOnce_PaysOnce()
    {
        await using SimulatorServer server = await StartAsync();
        await using Pipeline one = Pipeline.On(server, _storage, Settings(8));
        await using Pipeline two = Pipeline.On(server, _storage, Settings(8));
        string batch = await one.AcceptAsync(Rows);

        await Task.WhenAll(one.RunUnleasedAsync(batch), two.RunUnleasedAsync(batch));

        Assert.All((await one.CheckAsync(batch, Rows)).Values, outcome => Assert.Equal("succeeded", outcome));
        Assert.Equal(Rows, server.Account.Paid);
    }

    [Fact]
    public async Task Run_OfABatchThatAnotherRuns_SaysWho()
    {
        await using SimulatorServer server = await StartAsync();
        await using Pipeline one = Pipeline.On(server, _storage, Settings(8));
        string batch = await one.AcceptAsync(Rows);
        await _storage.State.PutAsync(StateLayout.Lease(batch), Lease(DateTimeOffset.UtcNow.AddMinutes(1)), "application/json", default);

        BatchHeldException held = await Assert.ThrowsAsync<BatchHeldException>(() => one.RunAsync(batch));

        Assert.Contains("process 77 on elsewhere", held.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WhoseLeaseIsTakenOver_Stops()
    {
        await using SimulatorServer server = await StartAsync(options => options with { MedianSeconds = 600 });
        await using Pipeline pipeline = Pipeline.On(server, _storage, Settings(4));
        string batch = await pipeline.AcceptAsync(8);
        bool taken = false;
        pipeline.Runner.Progressed = (_, progress) =>
        {
            if (taken || progress.Generating < 4)
                return;
            taken = true;
            _storage.State.PutAsync(StateLayout.Lease(batch), Lease(DateTimeOffset.UtcNow.AddHours(1)), "application/json", default).GetAwaiter().GetResult();
        };

        await Assert.ThrowsAsync<BatchHeldException>(() => pipeline.RunAsync(batch));

        Assert.Equal(4, server.Account.Paid);
    }

    [Theory]
    [InlineData(StoreFault.Before)]
    [InlineData(StoreFault.After)]
    public async Task Run_WhileStorageFailsNowAndThen_Succeeds(object fault)
    {
        await using SimulatorServer server = await StartAsync();
        await using Pipeline pipeline = Pipeline.On(server, _storage, Settings(8, ("Jobs:RenewAfter", "20")));
        string batch = await pipeline.AcceptAsync(Rows);
        int calls = 0;
        pipeline.State.Fault = name => name.Length > 0 && !name.EndsWith("lease.json", StringComparison.Ordinal) && Interlocked.Increment(ref calls) % 9 == 0 ? (StoreFault)fault : StoreFault.None;

        await pipeline.RunAsync(batch);

        pipeline.State.Fault = _ => StoreFault.None;
        Assert.All((await pipeline.CheckAsync(batch, Rows)).Values, outcome => Assert.Equal("succeeded", outcome));
        Assert.Equal(Rows, server.Account.Paid);
    }

    [Fact]
    public async Task Run_WhileStorageIsReadOnlyForAMinute_WaitsAndGoesOn()
    {
        await using SimulatorServer server = await StartAsync();
        await using Pipeline pipeline = Pipeline.On(server, _storage, Settings(8));
        string batch = await pipeline.AcceptAsync(Rows);
        TimeProvider clock = pipeline.Get<TimeProvider>();
        DateTimeOffset? back = null;
        pipeline.AtEnded(3, () => back ??= clock.GetUtcNow().AddMinutes(1));
        pipeline.State.Fault = _ => back is { } until && clock.GetUtcNow() < until ? StoreFault.Before : StoreFault.None;

        await pipeline.RunAsync(batch);

        Assert.All((await pipeline.CheckAsync(batch, Rows)).Values, outcome => Assert.Equal("succeeded", outcome));
        Assert.Equal(Rows, server.Account.Paid);
    }

    [Fact]
    public async Task Run_WhileTheApiIsGoneForAMinute_WaitsAndGoesOn()
    {
        await using SimulatorServer server = await StartAsync();
        await using Pipeline pipeline = Pipeline.On(server, _storage, Settings(4));
        string batch = await pipeline.AcceptAsync(Rows);
        Task gone = Task.CompletedTask;
        bool went = false;
        pipeline.AtEnded(3, () =>
        {
            if (went)
                return;
            went = true;
            gone = Task.Run(async () =>
            {
                await server.PauseAsync();
                await Task.Delay(TimeSpan.FromMinutes(1), pipeline.Get<TimeProvider>());
                await server.ResumeAsync();
            });
        });

        await pipeline.RunAsync(batch);
        await gone;

        Dictionary<int, string> outcomes = await pipeline.CheckAsync(batch, Rows);
        // What was being submitted in that very moment may have been accepted.
        Assert.InRange(outcomes.Values.Count(outcome => outcome == "uncertain"), 0, 4);
        Assert.Equal(Rows, outcomes.Values.Count(outcome => outcome is "succeeded" or "uncertain"));
    }

    [Fact]
    public async Task Close_DoneTwice_SaysTheSame()
    {
        await using SimulatorServer server = await StartAsync();
        await using Pipeline pipeline = Pipeline.On(server, _storage, Settings(8));
        string batch = await pipeline.AcceptAsync(5);
        BatchResult first = await pipeline.RunAsync(batch);
        BatchRecord record = await pipeline.Get<BatchStore>().GetAsync(batch, default);

        BatchResult second = await pipeline.Get<IActivity<BatchInput, BatchResult>>().RunAsync(new BatchInput { Batch = batch, Round = 1 }, default);

        Assert.Equal((first.Status, first.Rows), (second.Status, second.Rows));
        Assert.Equal(record.CompletedAt, (await pipeline.Get<BatchStore>().GetAsync(batch, default)).CompletedAt);
        await pipeline.CheckAsync(batch, 5);
    }

    private static byte[] Lease(DateTimeOffset until) =>
        Encoding.UTF8.GetBytes($$"""{"schema_version":1,"host":"elsewhere:1:2/77/1","expires_at":"{{until:O}}"}""");
}
