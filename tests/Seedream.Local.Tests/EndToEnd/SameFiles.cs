using Seedream.Local.Tests.Support;

namespace Seedream.Local.Tests.EndToEnd;

/// <summary>Prompt files on the command line that come again, moved, saved again and edited.</summary>
public sealed class SameFiles
{
    [Fact]
    public async Task Run_MovedThenEdited_SaysWhatRanAndPaysOnlyTheNewRow()
    {
        await using Workplace work = await Workplace.CreateAsync();
        string file = work.Write("list.csv", "prompt\na fox\na hen\n");
        Assert.Equal(0, (await work.RunAsync("run", file, "--yes")).ExitCode);
        string moved = work.Write("moved.csv", "\uFEFFprompt\r\na fox\r\na hen\r\n\r\n");

        ProcessEnd same = await work.RunAsync("run", moved, "--yes");
        Assert.Equal(2, work.Server.Account.Paid);
        work.Write("moved.csv", "prompt\na fox\na hen\na cow\n");
        ProcessEnd check = await work.RunAsync("validate", moved);
        ProcessEnd grown = await work.RunAsync("run", moved, "--yes");

        same.Expect(0);
        check.Expect(0);
        grown.Expect(0);
        Assert.Contains("list.csv", same.Error, StringComparison.Ordinal);
        Assert.Contains("--run 2", same.Error, StringComparison.Ordinal);
        Assert.Contains("2 rows ran already", check.Output, StringComparison.Ordinal);
        Assert.Contains("$0.028 for those", check.Output, StringComparison.Ordinal);
        Assert.Contains("2 rows of 3 ran already", grown.Error, StringComparison.Ordinal);
        Assert.Equal(3, work.Server.Account.Paid);
    }

    [Fact]
    public async Task Run_EditedWhileItsFirstVersionWasInterrupted_EndsThatOneFirstAndPaysEachRowOnce()
    {
        await using Workplace work = await Workplace.CreateAsync(Workplace.Quick() with { MedianSeconds = 1 });
        string file = work.Prompts(20);
        using (SeedreamProcess process = work.Start("run", file, "--yes", "--max-parallel", "3"))
        {
            await Eventually.IsTrueAsync(() => work.Server.Account.Paid >= 4, "four submissions");
            process.Signal("TERM");
            await process.WaitAsync();
        }

        File.WriteAllText(file, File.ReadAllText(file).Replace("poster number 20,", "placard number 20,", StringComparison.Ordinal));
        ProcessEnd second = await work.RunAsync("run", file, "--yes");

        second.Expect(0);
        Assert.Contains("an earlier version of this file, has not ended", second.Error, StringComparison.Ordinal);
        Assert.Equal(20, work.Server.Account.Submissions.Select(submission => submission.InputJson).Distinct().Count());
        Assert.Equal(20, work.Server.Account.Paid);
    }
}
