using System.Text.Json;
using Seedream.Local.Tests.Support;

namespace Seedream.Local.Tests.EndToEnd;

public sealed class SeveralProcesses
{
    [Fact]
    public async Task A_second_process_is_told_that_the_batch_is_held_and_may_look_and_cancel()
    {
        await using Workplace workplace = await Workplace.CreateAsync(Workplace.Quick() with { MedianSeconds = 1 });
        string prompts = workplace.Prompts(100);
        using SeedreamProcess running = workplace.Start("run", prompts, "--yes", "--max-parallel", "3", "--json");
        await Eventually.IsTrueAsync(() => workplace.Server.Account.Paid > 3, "the first rows");

        ProcessEnd second = (await workplace.RunAsync("run", prompts, "--yes")).Expect(6);
        Assert.Contains("is being run by another process", second.Error, StringComparison.Ordinal);
        (await workplace.RunAsync("retry", prompts, "--yes")).Expect(6);

        ProcessEnd status = (await workplace.RunAsync("status", "--json")).Expect(0);
        Assert.Equal("in_progress", status.Json.GetProperty("status").GetString());
        Assert.True(status.Json.GetProperty("running").GetBoolean());
        Assert.Equal(100, status.Json.GetProperty("round_rows").GetInt32());
        Assert.True(status.Json.GetProperty("per_second").GetDouble() > 0);
        ProcessEnd list = (await workplace.RunAsync("list")).Expect(0);
        Assert.Contains("in_progress (running)", list.Output, StringComparison.Ordinal);

        ProcessEnd cancel = (await workplace.RunAsync("cancel")).Expect(0);
        Assert.Contains("is being cancelled", cancel.Error, StringComparison.Ordinal);
        ProcessEnd end = (await running.WaitAsync()).Expect(9);
        int paid = workplace.Server.Account.Paid;
        Assert.Equal("cancelled", end.Json.GetProperty("status").GetString());
        Assert.Equal(paid, end.Json.GetProperty("counts").GetProperty("succeeded").GetInt32());
        Assert.True(paid < 100);

        (await workplace.RunAsync("cancel", prompts)).Expect(0);
    }

    [Fact]
    public async Task A_batch_that_nobody_runs_is_cancelled_to_its_end()
    {
        await using Workplace workplace = await Workplace.CreateAsync(Workplace.Quick() with { MedianSeconds = 1 });
        string prompts = workplace.Prompts(40);
        using (SeedreamProcess running = workplace.Start("run", prompts, "--yes", "--max-parallel", "4"))
        {
            await Eventually.IsTrueAsync(() => workplace.Server.Account.Paid > 4, "the first rows");
            running.Kill();
            await running.WaitAsync();
        }

        ProcessEnd end = (await workplace.RunAsync("cancel", "--json")).Expect(0);
        Assert.Equal("cancelled", end.Json.GetProperty("status").GetString());
        // A kill between an answer and its record leaves a row that may have been paid.
        JsonElement counts = end.Json.GetProperty("counts");
        int succeeded = counts.GetProperty("succeeded").GetInt32();
        Assert.InRange(workplace.Server.Account.Paid, succeeded, succeeded + counts.GetProperty("uncertain").GetInt32());
        Assert.Empty(workplace.Server.Account.DuplicateMarkers);
    }
}
