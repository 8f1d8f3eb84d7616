using System.Net;
using Seedream.Simulator.Faults;

namespace Seedream.Simulator.Tests;

public sealed class FaultPlanTests
{
    [Fact]
    public void Rates_AreDrawnByMarkerAndTry_NotByOrder()
    {
        FaultPlan plan = FaultPlan.Parse("submit:429=0.2,status:500=0.1");
        FaultCall[] calls = [.. from marker in Enumerable.Range(0, 1000) from nth in new[] { 1, 2 } select new FaultCall(FaultStage.Submit, $"row-{marker}", nth)];
        Fault?[] forward = [.. calls.Select(c => plan.Decide(c, seed: 5, TimeSpan.Zero))];
        Fault?[] backward = [.. calls.Reverse().Select(c => plan.Decide(c, seed: 5, TimeSpan.Zero)).Reverse()];
        Assert.Equal(forward, backward);
        Assert.InRange(forward.Count(f => f == Fault.TooManyRequests), 320, 480);
        Assert.NotEqual(forward, calls.Select(c => plan.Decide(c, seed: 6, TimeSpan.Zero)));
    }

    [Fact]
    public void Next_StrikesSoOften_AndWhenOnlyWhatMatches()
    {
        FaultPlan plan = new FaultPlan()
            .Next(FaultStage.Status, Fault.Reset, 2)
            .When(FaultStage.Status, Fault.InternalServerError, c => c.Marker == "row-7");
        FaultCall Call(string marker) => new(FaultStage.Status, marker, 1, marker);
        Fault?[] seen = [.. new[] { "row-1", "row-7", "row-1", "row-7", "row-7" }.Select(m => plan.Decide(Call(m), 1, TimeSpan.Zero))];
        Assert.Equal([Fault.Reset, Fault.Reset, null, Fault.InternalServerError, Fault.InternalServerError], seen);
    }

    [Fact]
    public void Bursts_ComeByTheClock()
    {
        FaultPlan plan = new FaultPlan().Every(FaultStage.Submit, Fault.TooManyRequestsRetryAfter, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(5));
        var call = new FaultCall(FaultStage.Submit, "m", 1);
        Assert.Equal([true, true, false, true, false], new[] { 0, 4, 5, 61, 119 }.Select(s => plan.Decide(call, 1, TimeSpan.FromSeconds(s)) is not null));
    }

    [Theory]
    [InlineData("a fox [[sim:moderated]]", FaultStage.Submit, 3, Fault.Moderated)]
    [InlineData("a fox [[sim:uncertain]]", FaultStage.Submit, 1, Fault.AcceptThenServerError)]
    [InlineData("a fox [[sim:uncertain]]", FaultStage.Submit, 2, null)]
    [InlineData("a fox [[sim:fail]]", FaultStage.Generation, 1, Fault.JobFails)]
    [InlineData("a fox [[sim:fail]]", FaultStage.Submit, 1, null)]
    [InlineData("a fox [[sim:truncated=2]]", FaultStage.Download, 2, Fault.Truncated)]
    [InlineData("a fox [[sim:truncated=2]]", FaultStage.Download, 3, null)]
    [InlineData("a fox [[sim:status:500=always]]", FaultStage.Status, 99, Fault.InternalServerError)]
    [InlineData("a fox [[sim:nonsense]] [[sim:SLOW]]", FaultStage.Download, 1, Fault.Slow)]
    public void Prompt_MayAskForFaults(string prompt, FaultStage stage, int nth, Fault? expected) =>
        Assert.Equal(expected, new FaultPlan().Decide(new FaultCall(stage, "m", nth, "m", prompt), 1, TimeSpan.Zero));

    [Theory]
    [InlineData("submit:nonsense=0.1", "nonsense")]
    [InlineData("nowhere:429=0.1", "nowhere")]
    [InlineData("submit:truncated=0.1", "Download")]
    [InlineData("submit:429=2", "0 to 1")]
    [InlineData("submit:429", "submit:429=0.05")]
    [InlineData("submit:429=x", "submit:429=x")]
    public void Text_ThatIsNoPlan_IsRefusedByName(string text, string named) =>
        Assert.Contains(named, Assert.Throws<FaultPlanException>(() => FaultPlan.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Json_SaysWhatTheShortFormCannot()
    {
        FaultPlan plan = FaultPlan.FromJson("""
            {
              "retry_after_seconds": 7,
              "faults": [
                { "fault": "429", "stage": "submit", "times": 1, "marker_contains": "row-7" },
                { "fault": "fail", "prompt_contains": "fox", "rate": 1 },
                { "fault": "status:503", "every_seconds": 60, "for_seconds": 5 }
              ]
            }
            """);
        Assert.Equal(TimeSpan.FromSeconds(7), plan.RetryAfter);
        Assert.Equal(new FaultPlan().HangTime, plan.HangTime);
        Assert.True(plan.PromptTriggers);
        Assert.Null(plan.Decide(new(FaultStage.Submit, "row-1", 1, "row-1"), 1, default));
        Assert.Equal(Fault.TooManyRequests, plan.Decide(new(FaultStage.Submit, "row-7", 1, "row-7"), 1, default));
        Assert.Null(plan.Decide(new(FaultStage.Submit, "row-7", 2, "row-7"), 1, default));
        Assert.Equal(Fault.JobFails, plan.Decide(new(FaultStage.Generation, "m", 1, "m", "A Fox"), 1, default));
        Assert.Equal(Fault.ServiceUnavailable, plan.Decide(new(FaultStage.Status, "m", 1), 1, TimeSpan.FromSeconds(62)));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"fautls":[]}""")]
    [InlineData("""{"faults":[{"fault":"429","rate":5}]}""")]
    [InlineData("""{"faults":[{"stage":"submit"}]}""")]
    [InlineData("null")]
    [InlineData("""{"faults":[null]}""")]
    [InlineData("""{"hang_seconds":1e300}""")]
    [InlineData("""{"faults":[{"fault":null}]}""")]
    public void Json_ThatIsNoPlan_IsRefused(string json) => Assert.Throws<FaultPlanException>(() => FaultPlan.FromJson(json));

    [Fact]
    public async Task Plan_CanBeSetOverHttp()
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync();
        using var client = new RawClient(server);
        using HttpResponseMessage set = await client.Post("/simulator/faults", "info:503=x1");
        Assert.Equal(HttpStatusCode.OK, set.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.Get("/prod/v2/balance")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.Get("/prod/v2/balance")).StatusCode);
        using HttpResponseMessage bad = await client.Post("/simulator/faults", "{}}");
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
    }

    [Fact]
    public void Documentation_NamesEveryFault()
    {
        string page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "simulator.md"));
        Assert.All(FaultCatalogue.Entries, e => Assert.Contains($"| `{e.Name}` | `{e.Fault}` | {string.Join(", ", e.Stages).ToLowerInvariant()} |", page, StringComparison.Ordinal));
        Assert.All(typeof(SimulatorOptions).GetProperties().Where(p => p.CanWrite), p => Assert.Contains($"| `{p.Name}` |", page, StringComparison.Ordinal));
    }
}
