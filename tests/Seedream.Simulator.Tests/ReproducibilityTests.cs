using Seedream.Simulator.Scheduling;

namespace Seedream.Simulator.Tests;

public sealed class ReproducibilityTests
{
    [Fact]
    public async Task SameSeed_SamePrompts_SameIdsAndDurationsWhateverTheOrder()
    {
        Submission[] forward = await Run(seed: 3, [.. Enumerable.Range(0, 20)]);
        Submission[] backward = await Run(seed: 3, [.. Enumerable.Range(0, 20).Reverse()]);
        Submission[] other = await Run(seed: 4, [.. Enumerable.Range(0, 20)]);
        Assert.Equal(forward.Select(s => s.RequestId), backward.Select(s => s.RequestId));
        Assert.Equal(forward.Select(s => s.Duration), backward.Reverse().Select(s => s.Duration));
        Assert.Equal(20, forward.Select(s => s.Duration).Distinct().Count());
        Assert.Empty(forward.Select(s => s.RequestId).Intersect(other.Select(s => s.RequestId)));
    }

    [Fact]
    public void Durations_HaveTheirMedianAndSpread()
    {
        var options = new SimulatorOptions();
        Contract.GenerationInput input = new("p", "2K", false, 1, "png", false);
        double[] seconds = [.. Enumerable.Range(0, 2001).Select(i => DurationModel.DurationOf(options, input, $"{i}", 1, 1).TotalSeconds).Order()];
        Assert.InRange(seconds[1000], 7.7, 8.3);
        Assert.InRange(seconds[(int)(2001 * 0.841)] / seconds[1000], 1.28, 1.42);
        double fast = DurationModel.DurationOf(options, input with { Fast = true, Resolution = "3K" }, "0", 3, 1).TotalSeconds;
        Assert.Equal(0.5 * 1.6 * 2.2, fast / DurationModel.DurationOf(options, input, "0", 1, 1).TotalSeconds, precision: 5);
    }

    [Fact]
    public async Task FiveThousandJobs_AreEachPaidOnce()
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(new() { MedianSeconds = 0, TinyImages = true, BalanceUsd = 140m });
        using var client = new RawClient(server);
        await Parallel.ForEachAsync(Enumerable.Range(0, 5000), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (row, _) =>
        {
            string id = await client.SubmitOk($"{row}. a fox", $"row-{row}");
            Assert.Equal("completed", await client.Status(id));
            Assert.Single(await client.Urls(id));
        });
        Assert.Equal((5000, 5000, 0m), (server.Account.Paid, server.Account.Wanted, server.Account.BalanceUsd));
        Assert.Empty(server.Account.DuplicateMarkers);
    }

    private static async Task<Submission[]> Run(int seed, int[] rows)
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(new() { Seed = seed });
        using var client = new RawClient(server);
        foreach (int row in rows) await client.SubmitOk($"prompt {row}", $"row-{row}");
        return [.. server.Account.Submissions];
    }
}
