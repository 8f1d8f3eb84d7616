using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Seedream.Simulator.Accounting;
using Seedream.Simulator.Contract;

namespace Seedream.Simulator.Tests;

/// <summary>Requests that the simulator is told of, and what survives a restart.</summary>
public sealed class KnownRequestTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName(), "account.jsonl");
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public void Dispose()
    {
        if (Path.GetDirectoryName(_file) is { } folder && Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Known_HasTheVeryPicturesOfTheSimulatorThatMadeIt()
    {
        string id, hash;
        await using (SimulatorServer old = await SimulatorServer.StartAsync(new() { MedianSeconds = 0, TinyImages = true }))
        {
            using var client = new RawClient(old);
            id = await client.SubmitOk("a fox", "batch/1/1");
            hash = old.HashesOf(id).Single();
        }
        KnownRequest known = new() { RequestId = id, Input = Input("a fox"), Marker = "batch/1/1" };
        await using SimulatorServer server = await SimulatorServer.StartAsync(new() { MedianSeconds = 0, TinyImages = true, KnownRequests = [known] });
        using var later = new RawClient(server);
        Assert.Equal(hash, server.HashesOf(id).Single());
        Assert.Equal("completed", await later.Status(id));
        Assert.Equal(HttpStatusCode.OK, (await later.Download((await later.Urls(id))[0])).StatusCode);
        Assert.NotEqual(id, await later.SubmitOk("a fox"));
        Assert.Equal((2, 1, 0.056m), (server.Account.Paid, server.Account.PaidFor("batch/1/1"), server.Account.BilledUsd));
    }

    [Fact]
    public async Task Known_InEveryState_IsAnsweredAndBookedAsSuch()
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(new() { Clock = _clock, Sigma = 0, Capacity = 1, TinyImages = true });
        using var client = new RawClient(server);
        using HttpResponseMessage learned = await client.Post("/simulator/requests", """
            {
              "requests": [
                { "request_id": "ok", "input": { "prompt": "a" }, "cost_usd": 0.5, "accepted_at": "2025-12-31T23:00:00Z", "finished_at": "2025-12-31T23:00:09Z" },
                { "request_id": "bad", "input": { "prompt": "b" }, "state": "failed" },
                { "request_id": "bad-but-billed", "input": { "prompt": "b" }, "state": "failed", "cost_usd": 0.1 },
                { "request_id": "off", "input": { "prompt": "c" }, "state": "cancelled" },
                { "request_id": "gone", "input": { "prompt": "d" }, "fault": "gone" },
                { "request_id": "busy", "input": { "prompt": "e" }, "state": "running" },
                { "request_id": "next", "input": { "prompt": "f" }, "state": "queued" },
                { "request_id": "edit", "input": { "prompt": "g", "image": ["https://example.com/a.png"] }, "model": "bytedance/seedream-5/lite/edit", "images": 2 },
              ]
            }
            """);
        Assert.Equal(8, (await RawClient.Json(learned)).GetProperty("learned").GetInt32());
        Assert.Equal(["completed", "completed", "cancelled", "in_progress", "in_queue", "completed"], new[] { await client.Status("ok"), await client.Status("bad"), await client.Status("off"), await client.Status("busy"), await client.Status("next"), await client.Status("edit") });
        using (HttpResponseMessage gone = await client.Get("/v1/requests/gone/status")) Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        JsonElement ok = await client.GetJson("/v1/requests/ok/result?include_cost=true");
        Assert.Equal(("2025-12-31T23:00:09.000000Z", 0.5m), (ok.GetProperty("finished_at").GetString(), ok.GetProperty("cost").GetDecimal()));
        Assert.Equal("failed", (await client.GetJson("/v1/requests/bad/result")).GetProperty("status").GetString());
        Assert.Equal((2, Catalogue.Edit), ((await client.Urls("edit")).Length, (await client.GetJson("/v1/requests/edit/result")).GetProperty("model_id").GetString()));
        Assert.Equal(0.5m + 0.1m + 0.028m + 0.056m, server.Account.BilledUsd);
        _clock.Advance(TimeSpan.FromSeconds(16));
        Assert.Equal(("completed", 0.74m), (await client.Status("next"), server.Account.BilledUsd));
    }

    [Theory]
    [InlineData("""[{ "request_id": "no id", "input": { "prompt": "a" } }]""", "no id")]
    [InlineData("""[{ "request_id": "x", "input": {} }]""", "prompt: field required")]
    [InlineData("""[{ "request_id": "x", "input": { "prompt": "a" }, "state": "lost" }]""", "lost")]
    [InlineData("""[{ "request_id": "x", "input": { "prompt": "a" }, "model": "nobody/nothing" }]""", "nobody/nothing")]
    [InlineData("""[{ "request_id": "x", "input": { "prompt": "a" }, "fault": "truncated" }]""", "truncated")]
    [InlineData("""[{ "request_id": "known", "input": { "prompt": "another" } }]""", "another input")]
    [InlineData("""[{ "input": { "prompt": "a" } }]""", "request_id")]
    [InlineData("""[null]""", "null")]
    [InlineData("""{}""", "known requests")]
    [InlineData("""{""", "known requests")]
    public async Task Known_ThatCannotBe_IsRefusedByName(string body, string expected)
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(new() { KnownRequests = [new() { RequestId = "known", Input = Input("a") }] });
        using var client = new RawClient(server);
        using HttpResponseMessage refused = await client.Post("/simulator/requests", body);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains(expected, (await RawClient.Json(refused)).GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Single(server.Account.Submissions);
    }

    [Fact]
    public async Task Restart_WithTheSameFile_KnowsEverythingAgain()
    {
        KnownRequest known = new() { RequestId = "from-before", Input = Input("a fox"), CostUsd = 0.5m };
        SimulatorOptions options = new() { Clock = _clock, Sigma = 0, TinyImages = true, AccountFile = _file, KnownRequests = [known] };
        string gone, lost, many, video, forgotten;
        string books, hash;
        await using (SimulatorServer server = await SimulatorServer.StartAsync(options))
        {
            using var client = new RawClient(server);
            gone = await client.SubmitOk("a prompt [[sim:gone]]");
            lost = await client.SubmitOk("a prompt [[sim:lost]]");
            many = await client.SubmitOk("a prompt [[sim:many-images]]");
            forgotten = await client.SubmitOk("a prompt");
            using HttpResponseMessage accepted = await client.Post("/v1/models/" + Catalogue.Video, """{"prompt":"p"}""");
            video = (await RawClient.Json(accepted)).GetProperty("request_id").GetString()!;
            server.Forget(forgotten);
            _clock.Advance(TimeSpan.FromHours(1));
            books = await Body(client, "/simulator/books");
            hash = server.HashesOf("from-before").Single();
        }
        await using (SimulatorServer server = await SimulatorServer.StartAsync(options))
        {
            using var client = new RawClient(server);
            Assert.Equal(books, await Body(client, "/simulator/books"));
            Assert.Equal(hash, server.HashesOf("from-before").Single());
            foreach (string id in new[] { gone, lost, forgotten })
            {
                using HttpResponseMessage status = await client.Get($"/v1/requests/{id}/status");
                Assert.Equal(HttpStatusCode.NotFound, status.StatusCode);
            }
            Assert.Equal(101, (await client.Urls(many)).Length);
            Assert.Equal(Catalogue.Video, (await client.GetJson($"/v1/requests/{video}/result")).GetProperty("model_id").GetString());
            Assert.Equal((6, 6), (server.Account.Paid, Account.ReadFile(_file).Paid));
        }
    }

    [Fact]
    public async Task Restart_WithAFileOfAnOlderSimulator_KnowsItsRequests()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
        await File.WriteAllTextAsync(_file, """
            {"event":"accepted","at":"2025-12-31T00:00:00+00:00","marker":"row-1","request_id":"old-1","images":1,"delivered":1,"duration_seconds":8,"cost_usd":0.028,"input":{"prompt":"a fox"}}
            {"event":"accepted","at":"2025-12-31T00:00:00+00:00","marker":"row-2","request_id":"old-2","images":1,"delivered":1,"duration_seconds":8,"cost_usd":0.028,"ending":"Moderation","input":{"prompt":"a fox"}}

            """.ReplaceLineEndings("\n"));
        await using SimulatorServer server = await SimulatorServer.StartAsync(new() { Clock = _clock, AccountFile = _file, TinyImages = true });
        using var client = new RawClient(server);
        Assert.Single(await client.Urls("old-1"));
        JsonElement result = await client.GetJson("/v1/requests/old-2/result");
        Assert.Equal(("failed", server.Options.Model), (result.GetProperty("status").GetString(), result.GetProperty("model_id").GetString()));
        Assert.Equal(0.028m, server.Account.BilledUsd);
    }

    private static JsonElement Input(string prompt) => JsonSerializer.SerializeToElement(new { prompt });

    private static async Task<string> Body(RawClient client, string path)
    {
        using HttpResponseMessage response = await client.Get(path);
        return await response.Content.ReadAsStringAsync();
    }
}
