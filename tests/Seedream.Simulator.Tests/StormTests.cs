using System.Text.Json;
using Seedream.Simulator.Faults;

namespace Seedream.Simulator.Tests;

public sealed class StormTests
{
    [Fact]
    public async Task Server_WithEveryFaultAtOnce_GoesOnAnsweringAndItsBooksAgree()
    {
        var plan = new FaultPlan { HangTime = TimeSpan.FromMilliseconds(10), SlowTime = TimeSpan.FromMilliseconds(10) };
        foreach (FaultEntry entry in FaultCatalogue.Entries.Where(e => e.Fault != Fault.Oversized))
        {
            foreach (FaultStage stage in entry.Stages) plan.Rate(stage, entry.Fault, 0.02);
        }
        await using SimulatorServer server = await SimulatorServer.StartAsync(new() { MedianSeconds = 0, TinyImages = true, Faults = plan });
        using var client = new RawClient(server);
        await Parallel.ForEachAsync(Enumerable.Range(0, 300), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (row, _) =>
        {
            await Try(() => client.Submit($"{row}. a fox", $"row-{row}"));
            foreach (string call in new[] { "status", "result" }) await Try(() => client.Get($"/v1/requests/{AnyId(server, row)}/{call}"));
            await Try(async () => await client.Download((await client.Urls(AnyId(server, row)))[0]));
        });

        server.Faults = new FaultPlan();
        JsonElement account = await client.GetJson("/simulator/account?details=true");
        Assert.Equal(server.Account.Submissions.Count, account.GetProperty("paid").GetInt32());
        // Stuck generations are held, not billed.
        Assert.Equal(server.Account.Submissions.Sum(s => s.CostUsd), server.Options.BalanceUsd - server.Account.BalanceUsd);
        Assert.InRange(server.Account.Paid, 100, 300);
        Assert.Equal("completed", await client.Status(await client.SubmitOk("after the storm")));
    }

    [Fact]
    public async Task Pause_WhileACallHangs_EndsTheCall()
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(new() { Faults = FaultPlan.Parse("info:hang=x1") });
        using var client = new RawClient(server);
        Task<HttpResponseMessage> hanging = client.Get("/prod/v2/balance");
        while (server.Requests.CountOf(Fault.Hang) == 0) await Task.Yield();
        await server.PauseAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => hanging);
    }

    private static string AnyId(SimulatorServer server, int row) =>
        server.Account.Submissions is { Count: > 0 } all ? all[row % all.Count].RequestId : "none";

    private static async Task Try(Func<Task<HttpResponseMessage>> call)
    {
        try
        {
            using HttpResponseMessage response = await call();
            await response.Content.ReadAsByteArrayAsync();
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException or IOException)
        {
            // Whatever a fault does to this client is fine; what counts is the server.
        }
    }
}
