using Microsoft.Extensions.Time.Testing;
using Seedream.Simulator.Faults;

namespace Seedream.Simulator.Tests;

/// <summary>Every fault at every stage where it is possible, as a raw client sees it.</summary>
public sealed class FaultTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<FaultStage, Fault> AtCalls()
    {
        var data = new TheoryData<FaultStage, Fault>();
        foreach (FaultEntry entry in FaultCatalogue.Entries)
        {
            foreach (FaultStage stage in entry.Stages.Where(s => s != FaultStage.Generation)) data.Add(stage, entry.Fault);
        }
        return data;
    }

    [Fact]
    public void Catalogue_HasEveryFaultOnce() =>
        Assert.Equal(Enum.GetValues<Fault>(), FaultCatalogue.Entries.Select(e => e.Fault).Order());

    [Theory]
    [MemberData(nameof(AtCalls))]
    public async Task Call_WithFault_ShowsItOnceAndThenRecovers(FaultStage stage, Fault fault)
    {
        var clock = new FakeTimeProvider(Start);
        await using SimulatorServer server = await SimulatorServer.StartAsync(new()
        {
            Clock = clock,
            Capacity = 1,
            ImageBytes = 100_000,
            TinyImages = true,
            GenerationTime = _ => stage == FaultStage.Cancel ? TimeSpan.FromDays(1) : TimeSpan.Zero,
        });
        using var client = new RawClient(server);
        Func<Task<HttpResponseMessage>> call = await Prepare(client, stage, fault);
        server.Faults = new FaultPlan { HangTime = TimeSpan.FromSeconds(1), SlowTime = TimeSpan.FromSeconds(1) }.Next(stage, fault);

        Observation seen = await Observation.Of(clock, call);
        FaultExpectation.Check(fault, stage, seen, Start);
        Assert.Equal(1, server.Requests.CountOf(fault));
        if (stage == FaultStage.Submit)
        {
            bool accepted = fault == Fault.Slow || fault.ToString().StartsWith("AcceptThen", StringComparison.Ordinal);
            Assert.Equal(accepted ? 1 : 0, server.Account.PaidFor("row-1"));
            Assert.Equal(fault is not (Fault.Moderated or Fault.InputRejected or Fault.UnknownModel), server.Account.WantedMarkers.Contains("row-1", StringComparer.Ordinal));
        }

        Observation after = await Observation.Of(clock, call);
        Assert.Equal("", after.Broke);
        Assert.Equal(stage == FaultStage.Cancel ? 202 : 200, after.Status);
    }

    private static async Task<Func<Task<HttpResponseMessage>>> Prepare(RawClient client, FaultStage stage, Fault fault)
    {
        if (stage == FaultStage.Info)
        {
            string path = FaultCatalogue.Of(fault).Target == InfoTarget.Model ? RawClient.Model : "/prod/v2/balance";
            return () => client.Get(path);
        }
        await client.SubmitOk("an earlier prompt", "row-0");
        if (stage == FaultStage.Submit) return () => client.Submit("a prompt", "row-1");
        string id = await client.SubmitOk("a prompt", "row-1", FaultCatalogue.Of(fault).Format == "jpeg" ? "\"output_format\":\"jpeg\"" : "");
        if (stage == FaultStage.Status) return () => client.Get($"/v1/requests/{id}/status");
        if (stage == FaultStage.Result) return () => client.Get($"/v1/requests/{id}/result?include_cost=true");
        if (stage == FaultStage.Cancel)
        {
            string queued = await client.SubmitOk("a queued prompt", "row-2");
            return () => client.Post($"/v1/requests/{queued}/cancel");
        }
        string url = (await client.Urls(id))[0];
        return () => client.Download(url);
    }
}
