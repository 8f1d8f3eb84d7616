using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Seedream.Simulator.Faults;
using Seedream.Simulator.Scheduling;

namespace Seedream.Simulator.Tests;

public sealed class GenerationFaultTests
{
    [Theory]
    [InlineData(Fault.JobFails, "String")]
    [InlineData(Fault.JobFailsWithObject, "Object")]
    [InlineData(Fault.JobModerated, "Object")]
    public async Task Generation_ThatFails_IsCompletedAtStatusAndFailedAtResult(Fault fault, string kind)
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(Instant(new FaultPlan().Next(FaultStage.Generation, fault)));
        using var client = new RawClient(server);
        string id = await client.SubmitOk("a prompt");
        Assert.Equal("completed", await client.Status(id));
        JsonElement result = await client.GetJson($"/v1/requests/{id}/result?include_cost=true");
        Assert.Equal("failed", result.GetProperty("status").GetString());
        Assert.Equal(kind, result.GetProperty("error").ValueKind.ToString());
        Assert.Equal(fault == Fault.JobModerated, result.GetProperty("error").GetRawText().Contains("OutputImageSensitiveContentDetected", StringComparison.Ordinal));
        Assert.False(result.TryGetProperty("output", out _));
        Assert.Equal(0m, result.GetProperty("cost").GetDecimal());
        Assert.Equal((1, 0m), (server.Account.Paid, server.Account.BilledUsd));
    }

    [Fact]
    public async Task Generation_Partial_DeliversAndBillsFewer()
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(Instant(new FaultPlan().Next(FaultStage.Generation, Fault.PartialGroup)));
        using var client = new RawClient(server);
        string id = await client.SubmitOk("6 images of a fox", more: "\"sequential_image_generation\":\"auto\"");
        Submission submission = server.Account.Find(id)!;
        Assert.Equal(6, submission.Images);
        Assert.InRange(submission.Delivered, 1, 5);
        Assert.Equal(submission.Delivered, (await client.Urls(id)).Length);
        Assert.Equal(submission.Delivered * 0.028m, server.Account.BilledUsd);
    }

    [Fact]
    public async Task Generation_WithoutImages_SucceedsWithAnEmptyOutput()
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(Instant(new FaultPlan().Next(FaultStage.Generation, Fault.NoImages)));
        using var client = new RawClient(server);
        Assert.Empty(await client.Urls(await client.SubmitOk("a prompt")));
    }

    [Fact]
    public async Task Generation_Stuck_NeverEndsAndHoldsNobodyUp()
    {
        var clock = new FakeTimeProvider();
        await using SimulatorServer server = await SimulatorServer.StartAsync(
            new() { Clock = clock, Capacity = 1, Faults = new FaultPlan().Next(FaultStage.Generation, Fault.JobStuck) });
        using var client = new RawClient(server);
        string stuck = await client.SubmitOk("stuck"), other = await client.SubmitOk("other");
        clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal("in_progress", await client.Status(stuck));
        Assert.Equal("completed", await client.Status(other));
    }

    [Fact]
    public async Task Generation_Slow_TakesTenTimesAsLong()
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(new() { Sigma = 0, Faults = new FaultPlan().Next(FaultStage.Generation, Fault.JobSlow) });
        using var client = new RawClient(server);
        Assert.Equal(TimeSpan.FromSeconds(80), server.Account.Find(await client.SubmitOk("a prompt"))!.Duration);
    }

    private static SimulatorOptions Instant(FaultPlan faults) => new() { MedianSeconds = 0, TinyImages = true, Faults = faults };
}
