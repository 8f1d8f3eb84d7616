using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Seedream.Simulator.Faults;

namespace Seedream.Simulator.Tests;

/// <summary>Answers that are about another job than the one that was asked about.</summary>
public sealed class WrongJobTests
{
    [Theory]
    [InlineData("accept-same-id", 1)]
    [InlineData("accept-old-id", 0)]
    public async Task Submit_ThatIsToldAnothersId_IsPaidAllTheSame(string fault, int told)
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(new() { MedianSeconds = 0 });
        using var client = new RawClient(server);
        string[] before = [await client.SubmitOk("one", "row-1"), await client.SubmitOk("two", "row-2")];
        Assert.Equal(before[told], await client.SubmitOk($"three [[sim:{fault}]]", "row-3"));
        Assert.Equal((3, 3, 1), (server.Account.Paid, server.Account.Wanted, server.Account.PaidFor("row-3")));
        Assert.Equal(3, server.Account.Submissions.Select(submission => submission.RequestId).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Submit_ThatIsTheFirst_CanOnlyBeToldItsOwnId()
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync();
        using var client = new RawClient(server);
        string id = await client.SubmitOk("one [[sim:accept-same-id]]");
        Assert.Equal(server.Account.Submissions.Single().RequestId, id);
    }

    [Fact]
    public async Task Result_OfAnotherJob_HasItsIdAndItsImages()
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(new() { MedianSeconds = 0, TinyImages = true });
        using var client = new RawClient(server);
        string mine = await client.SubmitOk("mine [[sim:other-job]]");
        JsonElement alone = await client.GetJson($"/v1/requests/{mine}/result");
        Assert.NotEqual(mine, alone.GetProperty("request_id").GetString());

        string theirs = await client.SubmitOk("theirs");
        JsonElement result = await client.GetJson($"/v1/requests/{mine}/result");
        Assert.Equal(theirs, result.GetProperty("request_id").GetString());
        Assert.Contains(theirs, result.GetProperty("output").GetProperty("image").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("status")]
    [InlineData("result")]
    public async Task Answer_WithAnotherId_HasTheTrueRest(string call)
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(new() { MedianSeconds = 0, TinyImages = true, Faults = FaultPlan.Parse($"{call}:other-id=1") });
        using var client = new RawClient(server);
        string mine = await client.SubmitOk("mine"), theirs = await client.SubmitOk("theirs");
        JsonElement answer = await client.GetJson($"/v1/requests/{mine}/{call}");
        Assert.Equal(theirs, answer.GetProperty("request_id").GetString());
        Assert.Contains(mine, answer.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Result_AlwaysSaysItsModel_AsTheComfyNodesCheckIt()
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync();
        using var client = new RawClient(server);
        JsonElement running = await client.GetJson($"/v1/requests/{await client.SubmitOk("a prompt")}/result");
        Assert.Equal(("in_progress", server.Options.Model), (running.GetProperty("status").GetString(), running.GetProperty("model_id").GetString()));
    }

    [Fact]
    public async Task Fault_AboutAFinishedRequest_WaitsUntilItHasFinished()
    {
        var clock = new FakeTimeProvider();
        await using SimulatorServer server = await SimulatorServer.StartAsync(new() { Clock = clock, Sigma = 0, TinyImages = true });
        using var client = new RawClient(server);
        string id = await client.SubmitOk("a prompt [[sim:status:says-expired=1]] [[sim:not-ready]]");
        for (int i = 0; i < 3; i++) Assert.Equal("in_progress", await client.Status(id));
        clock.Advance(TimeSpan.FromSeconds(8));
        Assert.Equal(["expired", "completed"], new[] { await client.Status(id), await client.Status(id) });
        using HttpResponseMessage first = await client.Get($"/v1/requests/{id}/result"), second = await client.Get($"/v1/requests/{id}/result");
        Assert.Equal((400, 200), ((int)first.StatusCode, (int)second.StatusCode));
    }

    [Fact]
    public async Task Fault_AboutTheCost_LeavesCallsAloneThatDoNotAskForIt()
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(new() { MedianSeconds = 0, TinyImages = true, Faults = FaultPlan.Parse("no-cost=x1") });
        using var client = new RawClient(server);
        string id = await client.SubmitOk("a prompt");
        Assert.Single(await client.Urls(id));
        using HttpResponseMessage stray = await client.Get($"/v1/requests/{id}/result?include_cost=true");
        Assert.Equal(400, (int)stray.StatusCode);
        Assert.Equal(0.028m, (await client.GetJson($"/v1/requests/{id}/result?include_cost=true")).GetProperty("cost").GetDecimal());
    }

    [Fact]
    public async Task Plan_MayNameOneKindOfInformation()
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(new() { Faults = FaultPlan.Parse("balance:404-page=1,model:500=x1,list:503=1") });
        using var client = new RawClient(server);
        int[] codes = [await Code("/prod/v2/balance"), await Code(RawClient.Model), await Code("/v1/models"), await Code(RawClient.Model), await Code("/prod/v2/balance")];
        Assert.Equal([404, 500, 503, 200, 404], codes);
        Assert.Throws<FaultPlanException>(() => FaultPlan.Parse("balance:price-second=1"));
        Assert.Throws<FaultPlanException>(() => FaultPlan.Parse("not_found_seconds=soon"));
        Assert.Throws<FaultPlanException>(() => FaultPlan.Parse("patience_seconds=5"));

        async Task<int> Code(string path)
        {
            using HttpResponseMessage response = await client.Get(path);
            return (int)response.StatusCode;
        }
    }

    [Fact]
    public async Task Cancel_OfAFinishedRequest_IsNotCancellableOrAsTheDocumentationsExample()
    {
        foreach (bool option in new[] { false, true })
        {
            await using SimulatorServer server = await SimulatorServer.StartAsync(new() { MedianSeconds = 0, CancelledWhenFinished = option });
            using var client = new RawClient(server);
            string plain = await client.SubmitOk("a prompt"), struck = await client.SubmitOk("a prompt [[sim:cancelled-anyway]]");
            Assert.Equal(("completed", option ? "cancelled" : "not_cancellable"), await Cancel(plain));
            Assert.Equal(("completed", "cancelled"), await Cancel(struck));
            Assert.Equal((2, 0.056m), (server.Account.Paid, server.Account.BilledUsd));

            async Task<(string?, string?)> Cancel(string id)
            {
                using HttpResponseMessage response = await client.Post($"/v1/requests/{id}/cancel");
                JsonElement json = await RawClient.Json(response);
                return (json.GetProperty("status").GetString(), json.GetProperty("outcome").GetString());
            }
        }
    }
}
