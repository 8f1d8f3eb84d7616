using System.Net;
using Microsoft.Extensions.Time.Testing;
using Seedream.Simulator.Contract;
using Seedream.Simulator.Faults;
using Seedream.Simulator.Scheduling;

namespace Seedream.Simulator.Tests;

/// <summary>404001: for a while, for good, and for somebody else.</summary>
public sealed class PassingNotFoundTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task LateResult_IsNotFoundForItsTimeAfterTheEnd_WhileStatusSaysCompleted()
    {
        await using SimulatorServer server = await Start(new FaultPlan { NotFoundTime = TimeSpan.FromSeconds(5) }.Next(FaultStage.Generation, Fault.LateResult));
        using var client = new RawClient(server);
        string id = await client.SubmitOk("a prompt");
        Assert.Equal((200, 200), await Codes(client, id));
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("completed", await client.Status(id));
        Assert.Equal((200, 404), await Codes(client, id));
        _clock.Advance(TimeSpan.FromSeconds(2.9));
        Assert.Equal((200, 404), await Codes(client, id));
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Single(await client.Urls(id));
    }

    [Fact]
    public async Task LateRequest_IsNotFoundForItsTimeAfterTheSubmission()
    {
        await using SimulatorServer server = await Start(FaultPlan.Parse("late-request=x1,not_found_seconds=2"));
        using var client = new RawClient(server);
        string id = await client.SubmitOk("a prompt"), other = await client.SubmitOk("another prompt");
        Assert.Equal(((404, 404), (200, 200)), (await Codes(client, id), await Codes(client, other)));
        using (HttpResponseMessage cancel = await client.Post($"/v1/requests/{id}/cancel")) Assert.Equal(HttpStatusCode.NotFound, cancel.StatusCode);
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal((200, 200), await Codes(client, id));
    }

    [Fact]
    public async Task Gone_IsKnownUntilItFinishesAndNeverAgain_AndBilled()
    {
        await using SimulatorServer server = await Start(new FaultPlan());
        using var client = new RawClient(server);
        string id = await client.SubmitOk("a prompt [[sim:gone]]");
        Assert.Equal((200, 200), await Codes(client, id));
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal((404, 404), await Codes(client, id));
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal((404, 404), await Codes(client, id));
        Assert.Equal(0.028m, server.Account.BilledUsd);
    }

    [Fact]
    public async Task Lost_IsNeverKnown_AndBilled()
    {
        await using SimulatorServer server = await Start(new FaultPlan());
        using var client = new RawClient(server);
        string id = await client.SubmitOk("a prompt [[sim:lost]]");
        Assert.Equal((404, 404), await Codes(client, id));
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal((404, 404), await Codes(client, id));
        Assert.Equal((SubmissionState.Succeeded, 0.028m), (server.Account.Find(id)!.State, server.Account.BilledUsd));
    }

    [Fact]
    public async Task Forgotten_IsUnknownFromThenOn()
    {
        await using SimulatorServer server = await Start(new FaultPlan());
        using var client = new RawClient(server);
        string id = await client.SubmitOk("a prompt"), other = await client.SubmitOk("another prompt");
        Assert.True(server.Forget(id));
        Assert.Equal((404, 404), await Codes(client, id));
        Assert.False(server.Forget(id));
        Assert.False(server.Forget("nobody"));
        using HttpResponseMessage forget = await client.Post($"/simulator/forget/{other}");
        Assert.True((await RawClient.Json(forget)).GetProperty("forgotten").GetBoolean());
        Assert.Equal((404, 404), await Codes(client, other));
    }

    [Theory]
    [InlineData(ForeignAnswer.Forbidden, 403)]
    [InlineData(ForeignAnswer.NotFound, 404)]
    public async Task Foreign_IsForbiddenOrNotFound(ForeignAnswer foreign, int code)
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(new() { Token = null, Foreign = foreign });
        using var owner = new RawClient(server, "owner");
        using var stranger = new RawClient(server, "stranger");
        string id = await owner.SubmitOk("a prompt");
        Assert.Equal(((200, 200), (code, code)), (await Codes(owner, id), await Codes(stranger, id)));
    }

    [Fact]
    public async Task Token_ThatIsReplaced_IsRefusedAtOnceAndTheRequestsStay()
    {
        await using SimulatorServer server = await Start(new FaultPlan());
        using var before = new RawClient(server);
        string id = await before.SubmitOk("a prompt");
        server.ChangeToken("another-token");
        using var after = new RawClient(server, "another-token");
        Assert.Equal(((401, 401), (200, 200)), (await Codes(before, id), await Codes(after, id)));
        using HttpResponseMessage changed = await after.Post("/simulator/token", "a-third-token");
        Assert.Equal((401, 401), await Codes(after, id));
    }

    [Fact]
    public async Task NotReady_AsTheZapierIntegrationExpectsIt_IsAnErrorWhereTheOptionsSaySo()
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(new() { Clock = _clock, Sigma = 0, TinyImages = true, NotReadyIsError = true });
        using var client = new RawClient(server);
        string id = await client.SubmitOk("a prompt");
        using (HttpResponseMessage early = await client.Get($"/v1/requests/{id}/result"))
        {
            Assert.Equal(HttpStatusCode.BadRequest, early.StatusCode);
            Assert.Equal(400005, (await RawClient.Json(early)).GetProperty("error_code").GetInt32());
        }
        _clock.Advance(TimeSpan.FromSeconds(8));
        Assert.Single(await client.Urls(id));
    }

    [Fact]
    public async Task IncludeCost_WhereItIsNotKnown_IsRefusedAndTheResultWithoutItIsNot()
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(new() { MedianSeconds = 0, IncludeCost = false });
        using var client = new RawClient(server);
        string id = await client.SubmitOk("a prompt");
        for (int i = 0; i < 2; i++)
        {
            using HttpResponseMessage refused = await client.Get($"/v1/requests/{id}/result?include_cost=true");
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }
        Assert.Single(await client.Urls(id));
    }

    private Task<SimulatorServer> Start(FaultPlan faults) => SimulatorServer.StartAsync(new() { Clock = _clock, Sigma = 0, TinyImages = true, Faults = faults });

    private static async Task<(int Status, int Result)> Codes(RawClient client, string id)
    {
        using HttpResponseMessage status = await client.Get($"/v1/requests/{id}/status"), result = await client.Get($"/v1/requests/{id}/result");
        return ((int)status.StatusCode, (int)result.StatusCode);
    }
}
