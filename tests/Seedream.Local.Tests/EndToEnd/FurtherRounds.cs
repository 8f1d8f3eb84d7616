using System.Text.Json;
using Seedream.Local.Tests.Support;
using Seedream.Simulator.Faults;

namespace Seedream.Local.Tests.EndToEnd;

public sealed class FurtherRounds
{
    [Fact]
    public async Task Failed_rows_are_retried_and_paid_for_as_agreed()
    {
        await using Workplace workplace = await Workplace.CreateAsync();
        workplace.Server.Faults = new FaultPlan().Next(FaultStage.Generation, Fault.JobFails, 2);
        string prompts = workplace.Prompts(6);
        ProcessEnd first = (await workplace.RunAsync("run", prompts, "--yes")).Expect(4);
        Assert.Contains("retry posters-", first.Output, StringComparison.Ordinal);

        ProcessEnd refused = (await workplace.RunAsync("retry", prompts)).Expect(8);
        Assert.Contains("2 rows, of which 0 only asked for by their known request (free), 2 submitted again (at most $0.056)", refused.Error, StringComparison.Ordinal);
        Assert.Equal(6, workplace.Server.Account.Paid);

        ProcessEnd retried = (await workplace.RunAsync("retry", prompts, "--yes", "--json")).Expect(0);
        Assert.Equal(2, retried.Json.GetProperty("round").GetInt32());
        Assert.Equal(6, retried.Json.GetProperty("images").GetInt32());
        Assert.Equal(8, workplace.Server.Account.Paid);

        ProcessEnd nothing = (await workplace.RunAsync("retry")).Expect(0);
        Assert.Contains("nothing to retry", nothing.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_token_halts_the_batch_and_retry_goes_on_later()
    {
        await using Workplace workplace = await Workplace.CreateAsync();
        workplace.Environment["Seedream__RunComfy__ApiToken"] = "wrong";
        string prompts = workplace.Prompts(5);
        ProcessEnd halted = (await workplace.RunAsync("run", prompts, "--yes", "--json")).Expect(5);
        Assert.Equal("halted", halted.Json.GetProperty("status").GetString());
        Assert.Equal(5, halted.Json.GetProperty("counts").GetProperty("not_submitted").GetInt32());
        Assert.Equal(0, workplace.Server.Account.Paid);

        workplace.Environment["Seedream__RunComfy__ApiToken"] = workplace.Server.Token;
        (await workplace.RunAsync("retry", "--yes")).Expect(0);
        Books.Balance(workplace, 5);
    }

    [Fact]
    public async Task An_empty_balance_halts_the_batch_and_retry_goes_on_later()
    {
        await using Workplace workplace = await Workplace.CreateAsync();
        workplace.Server.Faults = new FaultPlan().Next(FaultStage.Submit, Fault.InsufficientBalance, 8);
        string prompts = workplace.Prompts(8);
        ProcessEnd halted = (await workplace.RunAsync("run", prompts, "--yes", "--max-parallel", "8")).Expect(5);
        Assert.Contains("halted", halted.Output, StringComparison.Ordinal);
        Assert.Contains("then retry", halted.Output, StringComparison.Ordinal);

        workplace.Server.Faults = new FaultPlan();
        (await workplace.RunAsync("retry", prompts, "--yes")).Expect(0);
        Books.Balance(workplace, 8);
    }

    [Fact]
    public async Task What_timed_out_is_collected_later_without_paying()
    {
        await using Workplace workplace = await Workplace.CreateAsync(Workplace.Quick() with { GenerationTime = _ => TimeSpan.FromSeconds(14) });
        string prompts = workplace.Prompts(2);
        ProcessEnd timedOut = (await workplace.RunAsync("run", prompts, "--yes", "--deadline", "10s")).Expect(4);
        Assert.Contains("timed_out", timedOut.Output, StringComparison.Ordinal);
        Assert.Contains("collect posters-", timedOut.Output, StringComparison.Ordinal);

        (await workplace.RunAsync("collect", prompts)).Expect(0);
        Books.Balance(workplace, 2);
        ProcessEnd nothing = (await workplace.RunAsync("collect", prompts, "--json")).Expect(0);
        Assert.Contains("nothing to collect", nothing.Error, StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.True, nothing.Json.GetProperty("ended_before").ValueKind);
    }

    [Fact]
    public async Task Uncertain_rows_are_only_retried_when_named()
    {
        await using Workplace workplace = await Workplace.CreateAsync();
        workplace.Server.Faults = new FaultPlan().Next(FaultStage.Submit, Fault.AcceptThenServerError);
        string prompts = workplace.Prompts(2);
        ProcessEnd first = (await workplace.RunAsync("run", prompts, "--yes")).Expect(4);
        Assert.Contains("uncertain", first.Output, StringComparison.Ordinal);

        (await workplace.RunAsync("retry", prompts, "--yes")).Expect(0);
        Assert.Equal(2, workplace.Server.Account.Paid);
        ProcessEnd named = (await workplace.RunAsync("retry", prompts, "--yes", "--only", "uncertain")).Expect(0);
        Assert.Contains("may pay for them twice", named.Error, StringComparison.Ordinal);
        Assert.Equal(3, workplace.Server.Account.Paid);
    }

    [Fact]
    public async Task A_failed_csv_run_as_it_is_asks_first_and_pays_only_what_the_api_refused()
    {
        await using Workplace workplace = await Workplace.CreateAsync();
        workplace.Server.Faults = new FaultPlan().When(FaultStage.Generation, Fault.JobFails, call => call.Prompt is "a fox" or "a hen").When(FaultStage.Submit, Fault.AcceptThenServerError, call => call.Prompt == "an owl");
        string prompts = workplace.Write("posters.csv", "prompt\na fox\nan owl\na hen\na cat\n");
        (await workplace.RunAsync("run", prompts, "--yes")).Expect(4);
        workplace.Server.Faults = new FaultPlan();
        int paid = workplace.Server.Account.Paid;
        string failed = Path.Combine(workplace.Results, "failed.csv");

        ProcessEnd validated = (await workplace.RunAsync("validate", failed)).Expect(0);
        Assert.Contains("2 paid anew (at most $0.056), 1 held, 0 new", validated.Output, StringComparison.Ordinal);
        (await workplace.RunAsync("run", failed)).Expect(8);
        Assert.Equal(paid, workplace.Server.Account.Paid);

        ProcessEnd run = (await workplace.RunAsync("run", failed, "--yes", "--json")).Expect(4);
        Assert.Equal((2, 1), (run.Json.GetProperty("round").GetInt32(), run.Json.GetProperty("counts").GetProperty("uncertain").GetInt32()));
        Assert.Equal(paid + 2, workplace.Server.Account.Paid);
    }
}
