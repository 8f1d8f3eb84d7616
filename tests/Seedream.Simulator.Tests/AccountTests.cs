using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Seedream.Simulator.Accounting;
using Seedream.Simulator.Faults;
using Seedream.Simulator.Scheduling;

namespace Seedream.Simulator.Tests;

public sealed class AccountTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName(), "account.jsonl");

    public void Dispose()
    {
        if (Path.GetDirectoryName(_file) is { } folder && Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Account_CountsWhatWasPaidPerMarker()
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(new() { MedianSeconds = 0 });
        using var client = new RawClient(server);
        await client.SubmitOk("one", "row-1");
        await client.SubmitOk("two", "row-2");
        await client.SubmitOk("two", "row-2");
        await client.SubmitOk("three");
        Assert.Equal((4, 3), (server.Account.Paid, server.Account.Wanted));
        Assert.Equal(["row-2"], server.Account.DuplicateMarkers);
        Assert.Equal((1, 2, 0), (server.Account.PaidFor("row-1"), server.Account.PaidFor("row-2"), server.Account.PaidFor("row-9")));

        JsonElement json = await client.GetJson("/simulator/account?details=true");
        Assert.Equal(4, json.GetProperty("paid").GetInt32());
        Assert.Equal(3, json.GetProperty("wanted").GetInt32());
        Assert.Equal("row-2", json.GetProperty("duplicates")[0].GetString());
        Assert.Equal(0.112m, json.GetProperty("billed_usd").GetDecimal());
        Assert.Equal(4, json.GetProperty("by_state").GetProperty("succeeded").GetInt32());
        Assert.Equal(3, json.GetProperty("markers").GetArrayLength());
    }

    [Fact]
    public async Task Account_WithAFile_SurvivesTheProcess()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        SimulatorOptions options = new() { Clock = clock, AccountFile = _file, Capacity = 1, TinyImages = true, Faults = FaultPlan.Parse("submit:500=x1") };
        string first, second, third;
        string[] hashes;
        TimeSpan duration;
        await using (SimulatorServer server = await SimulatorServer.StartAsync(options))
        {
            using var client = new RawClient(server);
            using HttpResponseMessage lost = await client.Submit("lost", "row-0");
            first = await client.SubmitOk("one [[sim:fail]]", "row-1");
            second = await client.SubmitOk("two", "row-2");
            third = await client.SubmitOk("three", "row-3");
            using HttpResponseMessage cancelled = await client.Post($"/v1/requests/{third}/cancel");
            Submission submission = server.Account.Find(second)!;
            duration = submission.Duration;
            hashes = [.. server.ImagesOf(submission).Select(i => i.Sha256())];
            Assert.Equal((2, 4), (AccountSummaryOf(_file).Paid, AccountSummaryOf(_file).Wanted));
        }

        // A kill can cut a line off.
        await File.AppendAllTextAsync(_file, "{\"event\":\"acc");
        await using (SimulatorServer server = await SimulatorServer.StartAsync(options with { Faults = new FaultPlan() }))
        {
            using var client = new RawClient(server);
            Assert.Equal((2, 4), (server.Account.Paid, server.Account.Wanted));
            Assert.Equal("in_progress", await client.Status(first));
            Assert.Equal("in_queue", await client.Status(second));
            Assert.Equal("cancelled", await client.Status(third));
            Assert.Equal(duration, server.Account.Find(second)!.Duration);
            string fourth = await client.SubmitOk("four", "row-4");
            Assert.DoesNotContain(fourth, new[] { first, second, third });
            clock.Advance(TimeSpan.FromHours(1));
            Assert.Equal("failed", (await client.GetJson($"/v1/requests/{first}/result")).GetProperty("status").GetString());
            Assert.Equal(hashes, server.ImagesOf(server.Account.Find(second)!).Select(i => i.Sha256()));
            Assert.Equal(HttpStatusCode.OK, (await client.Download((await client.Urls(second))[0])).StatusCode);
            Assert.Equal(2 * 0.028m, server.Account.BilledUsd);
        }
        Assert.Equal((3, 5), (AccountSummaryOf(_file).Paid, AccountSummaryOf(_file).Wanted));
    }

    [Fact]
    public async Task Server_ThatPauses_RefusesConnectionsAndComesBackOnItsPort()
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync();
        Uri url = server.BaseUrl;
        string id;
        using (var client = new RawClient(server)) id = await client.SubmitOk("a prompt");
        await server.PauseAsync();
        using (var client = new RawClient(server))
        {
            HttpRequestException refused = await Assert.ThrowsAsync<HttpRequestException>(() => client.Get("/prod/v2/balance"));
            Assert.Equal(HttpRequestError.ConnectionError, refused.HttpRequestError);
        }
        await server.ResumeAsync();
        Assert.Equal(url, server.BaseUrl);
        using (var client = new RawClient(server)) Assert.Equal("in_progress", await client.Status(id));
    }

    [Fact]
    public async Task Requests_AreCountedPerRoute()
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(new() { MedianSeconds = 0, TinyImages = true });
        using var client = new RawClient(server);
        string id = await client.SubmitOk("a prompt");
        await client.Status(id);
        await client.Status(id);
        using HttpResponseMessage image = await client.Download((await client.Urls(id))[0]);
        Assert.Equal((1, 2, 1, 1, 0), (server.Requests.Submit, server.Requests.Status, server.Requests.Result, server.Requests.Download, server.Requests.Cancel));
        Assert.Equal(2, (await client.GetJson("/simulator/calls")).GetProperty("status").GetInt32());
    }

    private static AccountSummary AccountSummaryOf(string file) => Account.ReadFile(file);
}
