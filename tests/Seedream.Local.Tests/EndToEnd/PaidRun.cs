using Seedream.Local.Tests.Support;

namespace Seedream.Local.Tests.EndToEnd;

public sealed class PaidRun
{
    [Fact]
    public async Task With_address_token_and_yes_every_row_is_paid_once()
    {
        await using Workplace workplace = await Workplace.CreateAsync();
        string prompts = workplace.Prompts(12);
        ProcessEnd end = (await workplace.RunAsync("run", prompts, "--yes", "--verbose")).Expect(0);
        Books.Balance(workplace, 12);
        Assert.Contains("12 jobs, at most 12 images and $0.336 ($0.028 per image, the API's price)", end.Error, StringComparison.Ordinal);
        Assert.Contains("balance: $1,000.00", end.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(workplace.Server.Token, end.All, StringComparison.Ordinal);
        Assert.DoesNotContain("poster number", end.All, StringComparison.Ordinal);

        ProcessEnd again = (await workplace.RunAsync("run", prompts, "--yes")).Expect(0);
        Assert.Contains("nothing is done again", again.Error, StringComparison.Ordinal);
        Assert.Equal(12, workplace.Server.Account.Paid);

        (await workplace.RunAsync("run", prompts, "--yes", "--run", "2")).Expect(0);
        Assert.Equal(24, workplace.Server.Account.Paid);
        Assert.Empty(workplace.Server.Account.DuplicateMarkers);
    }

    [Fact]
    public async Task Without_consent_nothing_is_paid()
    {
        await using Workplace workplace = await Workplace.CreateAsync();
        ProcessEnd end = (await workplace.RunAsync("run", workplace.Prompts(3))).Expect(8);
        Assert.Contains("add --yes", end.Error, StringComparison.Ordinal);
        Assert.Contains("Spend at most $0.084?", end.Error, StringComparison.Ordinal);
        Assert.Equal(0, workplace.Server.Account.Paid);
    }

    [Fact]
    public async Task An_address_without_a_token_is_an_error()
    {
        await using Workplace workplace = await Workplace.CreateAsync();
        workplace.Environment.Remove("Seedream__RunComfy__ApiToken");
        ProcessEnd end = (await workplace.RunAsync("run", workplace.Prompts(1), "--yes")).Expect(2);
        Assert.Contains("RUNCOMFY_API_TOKEN", end.Error, StringComparison.Ordinal);
        Assert.Equal(0, workplace.Server.Account.Wanted);
    }

    [Fact]
    public async Task Invalid_rows_are_told_and_left_out()
    {
        await using Workplace workplace = await Workplace.CreateAsync();
        string prompts = workplace.Write("mixed.csv", "prompt,resolution\ngood,2K\nbad,9x9\n,2K\n");
        ProcessEnd end = (await workplace.RunAsync("run", prompts, "--yes", "--json")).Expect(4);
        Assert.Contains("mixed.csv (row 2, line 3, column resolution): error ROW006", end.Error, StringComparison.Ordinal);
        Assert.Contains("2 rows of 3 cannot be run", end.Error, StringComparison.Ordinal);
        Assert.Equal("completed_with_errors", end.Json.GetProperty("status").GetString());
        Assert.Equal(2, end.Json.GetProperty("counts").GetProperty("invalid").GetInt32());
        Assert.Equal(1, workplace.Server.Account.Paid);
    }

    [Fact]
    public async Task A_file_over_the_cost_limit_is_refused()
    {
        await using Workplace workplace = await Workplace.CreateAsync();
        ProcessEnd end = (await workplace.RunAsync("run", workplace.Prompts(10), "--yes", "--max-cost", "0.2")).Expect(3);
        Assert.Contains("LIM008", end.Error, StringComparison.Ordinal);
        Assert.Equal(0, workplace.Server.Account.Wanted);
        (await workplace.RunAsync("run", workplace.Prompts(10), "--yes", "--max-cost", "0.3")).Expect(0);
    }
}
