using Seedream.Core.Batches;
using Seedream.Core.Hosting;
using Seedream.Core.Retention;

namespace Seedream.Core.Tests.Retention;

public sealed class StartBegunTests
{
    private static readonly BatchRecord Begun = PurgeFixture.Ended with { Owner = BatchOwner.Durable, Round = 2, CompletedAt = null, Status = BatchStatus.InProgress };

    [Fact]
    public async Task Run_RoundThatWasBegunForThisHost_IsStarted() => Assert.Equal(["posters-1 2"], await StartedAsync(Begun));

    [Fact]
    public async Task Run_RoundOfTheOtherKindOfHost_IsLeftAlone() => Assert.Empty(await StartedAsync(Begun with { Owner = BatchOwner.Local }));

    [Fact]
    public async Task Run_RoundThatHasEnded_IsLeftAlone() => Assert.Empty(await StartedAsync(Begun with { CompletedAt = PurgeFixture.Now, Status = BatchStatus.Completed }));

    [Fact]
    public async Task Run_FirstRound_IsLeftToTheMessageThatBroughtIt() => Assert.Empty(await StartedAsync(Begun with { Round = 1 }));

    [Fact]
    public async Task Run_RecordThatHasNotChangedForAWeek_IsNotRead()
    {
        PurgeFixture fixture = await new PurgeFixture().WithAsync(Begun);
        fixture.Clock.SetUtcNow(DateTimeOffset.UtcNow.AddDays(8));
        Rounds starter = new();

        Assert.Equal(0, await new StartBegun(fixture.Batches, starter, fixture.Clock).RunAsync(CancellationToken.None));
        Assert.Empty(starter.Started);
    }

    private static async Task<List<string>> StartedAsync(BatchRecord batch)
    {
        PurgeFixture fixture = await new PurgeFixture().WithAsync(batch);
        Rounds starter = new();
        int found = await new StartBegun(fixture.Batches, starter, fixture.Clock).RunAsync(CancellationToken.None);
        Assert.Equal(starter.Started.Count, found);
        return starter.Started;
    }

    private sealed class Rounds : IPipelineStarter
    {
        public string? Owner => BatchOwner.Durable;

        public List<string> Started { get; } = [];

        public Task StartAsync(string batchOrJob, int round, CancellationToken cancellationToken)
        {
            Started.Add(FormattableString.Invariant($"{batchOrJob} {round}"));
            return Task.CompletedTask;
        }
    }
}
