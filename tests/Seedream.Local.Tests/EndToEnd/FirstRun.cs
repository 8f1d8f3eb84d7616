using Seedream.Local.Tests.Support;

namespace Seedream.Local.Tests.EndToEnd;

public sealed class FirstRun
{
    [Fact]
    public async Task Without_a_token_the_built_in_simulator_makes_the_images_and_says_so()
    {
        await using Workplace workplace = await Workplace.CreateAsync();
        workplace.Environment.Clear();
        string prompts = workplace.Prompts(3);
        ProcessEnd first = (await workplace.RunAsync("run", prompts)).Expect(0);
        Assert.Contains("built-in simulator", first.Error, StringComparison.Ordinal);
        Assert.Contains("nothing is paid", first.Error, StringComparison.Ordinal);
        Assert.Contains("index.html", first.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(workplace.Results, "index.html")));
        Assert.Equal(3, Directory.GetFiles(workplace.Results, "*.png").Length);

        ProcessEnd again = (await workplace.RunAsync("run", prompts)).Expect(0);
        Assert.Contains("nothing is done again", again.Error, StringComparison.Ordinal);
        Assert.Contains("--run 2", again.Error, StringComparison.Ordinal);

        workplace.Environment["RUNCOMFY_API_TOKEN"] = "any";
        ProcessEnd real = (await workplace.RunAsync("run", prompts, "--yes", "--base-url", workplace.Server.BaseUrl.ToString())).Expect(2);
        Assert.Contains("placeholder pictures", real.Error, StringComparison.Ordinal);
        Assert.Equal(0, workplace.Server.Account.Paid);
    }

    [Fact]
    public async Task Killed_and_started_again_the_built_in_simulator_still_knows_its_requests()
    {
        await using Workplace workplace = await Workplace.CreateAsync();
        workplace.Environment.Clear();
        string prompts = workplace.Prompts(6);
        using (SeedreamProcess process = workplace.Start("run", prompts))
        {
            string images = Path.Combine(workplace.Data, "images");
            await Eventually.IsTrueAsync(() => Directory.Exists(images) && Directory.EnumerateFiles(images, "*.png", SearchOption.AllDirectories).Any(), "the first image");
            process.Kill();
            await process.WaitAsync();
        }

        ProcessEnd end = (await workplace.RunAsync("run", prompts, "--json")).Expect(0);
        Assert.Equal(6, end.Json.GetProperty("images").GetInt32());
        Assert.Equal(6, end.Json.GetProperty("submissions").GetInt32());
        Assert.Equal("built_in_simulator", end.Json.GetProperty("api").GetString());
        string account = Directory.GetFiles(Path.Combine(workplace.Data, "simulator")).Single();
        Assert.Equal(6, Simulator.Accounting.Account.ReadFile(account).Paid);
    }
}
