using Seedream.Local.Tests.Support;
using Seedream.Simulator.Faults;

namespace Seedream.Local.Tests.EndToEnd;

public sealed class Interruptions
{
    [UnixTheory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task The_first_signal_stops_in_good_order_and_the_same_command_goes_on(string signal)
    {
        await using Workplace workplace = await Workplace.CreateAsync();
        string prompts = workplace.Prompts(24);
        using (SeedreamProcess process = workplace.Start("run", prompts, "--yes", "--max-parallel", "4"))
        {
            await Eventually.IsTrueAsync(() => workplace.Server.Account.Paid > 6, "the first rows");
            process.Signal(signal);
            ProcessEnd stopped = (await process.WaitAsync()).Expect(130);
            Assert.Contains("the same command goes on", stopped.Error, StringComparison.Ordinal);
        }

        Assert.True(workplace.Server.Account.Paid < 24);
        // What was agreed to is not asked again: no --yes.
        ProcessEnd end = (await workplace.RunAsync("run", prompts)).Expect(0);
        Assert.Contains("going on with batch", end.Error, StringComparison.Ordinal);
        Books.Balance(workplace, 24);
    }

    [UnixFact]
    public async Task The_second_signal_ends_at_once()
    {
        await using Workplace workplace = await Workplace.CreateAsync();
        workplace.Server.Faults = new FaultPlan().Next(FaultStage.Submit, Fault.Hang, 100);
        using SeedreamProcess process = workplace.Start("run", workplace.Prompts(4), "--yes");
        await Eventually.IsTrueAsync(() => workplace.Server.Account.Wanted > 0, "the first submission");
        process.Signal("INT");
        await Eventually.IsTrueAsync(() => process.ErrorSoFar.Contains("once more ends at once", StringComparison.Ordinal), "the answer to the first signal");
        Assert.False(process.HasExited);
        process.Signal("INT");
        (await process.WaitAsync()).Expect(130);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Killed_at_any_moment_nothing_is_paid_twice_and_nothing_is_lost(int seed)
    {
        const int Rows = 60;
        Random random = new(seed);
        await using Workplace workplace = await Workplace.CreateAsync();
        string prompts = workplace.Prompts(Rows);
        for (int kill = 0; kill < 4; kill++)
        {
            using SeedreamProcess process = workplace.Start("run", prompts, "--yes", "--max-parallel", "6");
            int until = workplace.Server.Account.Paid + random.Next(1, 12);
            await Eventually.IsTrueAsync(() => process.HasExited || workplace.Server.Account.Paid >= until, "some rows more");
            await Task.Delay(random.Next(0, 60));
            process.Kill();
            await process.WaitAsync();
        }

        ProcessEnd end = await workplace.RunAsync("run", prompts, "--yes", "--json");
        int uncertain = end.Json.GetProperty("counts").GetProperty("uncertain").GetInt32();
        // A kill between the answer and its record leaves a row that may have been paid: shown, never submitted again.
        if (uncertain == 0)
        {
            end.Expect(0);
            Books.Balance(workplace, Rows);
        }

        Assert.Empty(workplace.Server.Account.DuplicateMarkers);
        Assert.Equal(Rows, File.ReadLines(Path.Combine(workplace.Results, "results.jsonl")).Count());
        Assert.Equal(Rows, end.Json.GetProperty("counts").GetProperty("succeeded").GetInt32() + uncertain);
        Assert.InRange(uncertain, 0, 4 * 6);
    }
}
