using Microsoft.Extensions.Logging.Abstractions;
using Seedream.Core.Batches;
using Seedream.Core.Hosting;
using Seedream.Core.Retention;

namespace Seedream.Core.Tests.Retention;

public sealed class CollectLeftoversTests
{
    private static readonly TimeSpan After = TimeSpan.FromHours(1);

    [Fact]
    public async Task Run_BeforeItIsDue_AsksForNothing()
    {
        PurgeFixture fixture = new();
        await new LeftoverStore(fixture.Storage, fixture.Clock).AddAsync(PurgeFixture.Id, CancellationToken.None);

        fixture.Clock.Advance(After - TimeSpan.FromSeconds(1));

        Assert.Equal(0, await RunAsync(fixture));
        Assert.Single(await ListAsync(fixture));
    }

    [Fact]
    public async Task Run_BatchThatIsGone_IsForgotten()
    {
        PurgeFixture fixture = new();
        await new LeftoverStore(fixture.Storage, fixture.Clock).AddAsync("gone", CancellationToken.None);

        fixture.Clock.Advance(After);

        Assert.Equal(0, await RunAsync(fixture));
        Assert.Empty(await ListAsync(fixture));
    }

    [Fact]
    public async Task Run_BatchThatIsStillRunning_IsLeftForLater()
    {
        PurgeFixture fixture = new();
        await fixture.WithAsync(PurgeFixture.Ended with { CompletedAt = null, Status = BatchStatus.InProgress });
        await new LeftoverStore(fixture.Storage, fixture.Clock).AddAsync(PurgeFixture.Id, CancellationToken.None);

        fixture.Clock.Advance(After);

        Assert.Equal(0, await RunAsync(fixture));
        Assert.Single(await ListAsync(fixture));
    }

    [Fact]
    public async Task Add_TheSameBatchTwice_KeepsTheFirstTime()
    {
        PurgeFixture fixture = new();
        LeftoverStore leftovers = new(fixture.Storage, fixture.Clock);
        await leftovers.AddAsync(PurgeFixture.Id, CancellationToken.None);
        fixture.Clock.Advance(After);
        await leftovers.AddAsync(PurgeFixture.Id, CancellationToken.None);

        Assert.Equal(PurgeFixture.Now, Assert.Single(await ListAsync(fixture)).Since);
    }

    [Fact]
    public async Task Purge_RemovesTheMarkerWithTheBatch()
    {
        PurgeFixture fixture = await new PurgeFixture().WithAsync(PurgeFixture.Ended);
        await new LeftoverStore(fixture.Storage, fixture.Clock).AddAsync(PurgeFixture.Id, CancellationToken.None);

        Assert.Null(await fixture.PurgeAsync());

        Assert.Empty(await ListAsync(fixture));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 4)]
    [InlineData(3, 64)]
    [InlineData(100, 4096)]
    public void DueAt_AfterEachTry_WaitsFourTimesAsLong(int tries, int hours) =>
        Assert.Equal(PurgeFixture.Now.AddHours(hours), new Leftover { Batch = "b", Since = PurgeFixture.Now, Tries = tries }.DueAt(After));

    private static Task<int> RunAsync(PurgeFixture fixture)
    {
        StartedRounds starter = new();
        BatchRounds rounds = new(fixture.Storage, fixture.Batches, new(fixture.Storage, fixture.Batches), fixture.Outcomes, new RoundStore(fixture.Storage), new(fixture.Storage, HostIdentity.Current, fixture.Clock, NullLogger<Core.Submission.Ledger>.Instance), HostIdentity.Current, fixture.Clock, NullLogger<BatchRounds>.Instance);
        return new CollectLeftovers(new LeftoverStore(fixture.Storage, fixture.Clock), fixture.Batches, rounds, starter, new HousekeepingOptions { CollectAfter = After }, fixture.Clock, NullLogger<CollectLeftovers>.Instance).RunAsync(CancellationToken.None);
    }

    private static Task<List<Leftover>> ListAsync(PurgeFixture fixture) => new LeftoverStore(fixture.Storage, fixture.Clock).ListAsync(CancellationToken.None).ToListAsync().AsTask();

    private sealed class StartedRounds : IPipelineStarter
    {
        public Task StartAsync(string batchOrJob, int round, CancellationToken cancellationToken) => throw new InvalidOperationException($"round {round} of {batchOrJob} was started");
    }
}
