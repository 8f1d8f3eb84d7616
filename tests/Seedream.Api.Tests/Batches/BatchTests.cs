using System.Net;
using System.Text.Json.Nodes;
using Seedream.Api.Tests.Support;
using Seedream.Simulator;
using Seedream.Simulator.Faults;

namespace Seedream.Api.Tests.Batches;

public class BatchTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private HttpClient Client => fixture.Client;

    [Fact]
    public async Task Get_Ended_TellsCountsCostAndLinksThatWork()
    {
        JsonNode batch = await (await Client.GetAsync($"/api/batches/{fixture.Batch}")).JsonAsync(200);

        Assert.Equal("completed_with_errors", (string)batch["status"]!);
        Assert.Equal(3, (int)batch["counts"]!["succeeded"]!);
        Assert.Equal(1, (int)batch["counts"]!["invalid"]!);
        Assert.Equal(0.084m, (decimal)batch["cost_usd"]!);
        foreach ((string name, JsonNode? link) in batch["links"]!.AsObject())
            Assert.True((await Client.GetAsync((string)link!)).StatusCode == HttpStatusCode.OK, name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/rows")]
    public async Task Get_WithTag_Is304(string path)
    {
        HttpResponseMessage first = await Client.GetAsync($"/api/batches/{fixture.Batch}{path}");
        HttpRequestMessage again = new(HttpMethod.Get, $"/api/batches/{fixture.Batch}{path}");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        HttpResponseMessage second = await Client.SendAsync(again);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Equal(first.Headers.ETag, second.Headers.ETag);
        Assert.Empty(await second.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("nothing-0123456789")]
    [InlineData("UPPER")]
    [InlineData("..")]
    [InlineData("%2E%2E%2Fcatalog")]
    [InlineData("a%0d%0aSet-Cookie:x")]
    [InlineData("job-0123456789abcdef0123")]
    public async Task Everything_UnknownBatch_IsNotThere(string id)
    {
        string[] paths = ["", "/rows", "/results.csv", "/results.jsonl", "/failed.csv", "/manifest.json", "/gallery", "/gallery/index.html", "/images/00001-a-1.png", "/images.zip"];
        foreach (string path in paths.Where(_ => id != ".."))
        {
            HttpResponseMessage answer = await Client.GetAsync($"/api/batches/{id}{path}");
            Assert.Equal("", answer.Header("Set-Cookie"));
            await answer.ProblemAsync("HTTP404");
        }

        foreach (string path in (string[])["/cancel", "/retry", "/collect"])
            Assert.Equal(HttpStatusCode.NotFound, (await Client.PostAsync($"/api/batches/{id}{path}", null)).StatusCode);
    }

    [Fact]
    public async Task List_Pages_HaveEveryBatchOnceAndOtherTokensAreRefused()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Starter.Runs = false;
        for (int index = 0; index < 5; index++)
            await (await server.PostCsvAsync($"prompt\nnumber {index}\n", $"?file=b{index}.csv")).JsonAsync(202);

        JsonNode first = await (await server.Client.GetAsync("/api/batches?limit=2")).JsonAsync(200);
        JsonNode second = await (await server.Client.GetAsync($"/api/batches?limit=2&next={first["next"]}")).JsonAsync(200);
        JsonNode third = await (await server.Client.GetAsync($"/api/batches?limit=2&next={second["next"]}")).JsonAsync(200);

        string[] ids = [.. new[] { first, second, third }.SelectMany(page => page["batches"]!.AsArray()).Select(batch => (string)batch!["id"]!)];
        Assert.Equal(5, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.Null(third["next"]);
        await (await server.Client.GetAsync($"/api/jobs?next={first["next"]}")).ProblemAsync("HTTP4002");
        await (await server.Client.GetAsync("/api/batches?next=%F0%9F%90%88")).ProblemAsync("HTTP4002");
        await (await server.Client.GetAsync("/api/batches?unknown=1")).ProblemAsync("HTTP4001");
    }

    [Fact]
    public async Task Running_Batch_TellsProgressRefusesFurtherRoundsAndCanBeCancelled()
    {
        await using ApiServer server = await ApiServer.StartAsync(new SimulatorOptions { MedianSeconds = 3600, Sigma = 0, Capacity = 1, TinyImages = true });
        server.Starter.Runs = false;
        string id = (string)(await (await server.PostCsvAsync("prompt\na\nb\nc\n")).JsonAsync(202))["id"]!;

        await (await server.Client.PostAsync($"/api/batches/{id}/retry", null)).ProblemAsync("HTTP409");
        await (await server.Client.PostAsync($"/api/batches/{id}/collect", null)).ProblemAsync("HTTP409");
        await (await server.Client.GetAsync($"/api/batches/{id}/results.csv")).ProblemAsync("HTTP4042");
        await (await server.Client.GetAsync($"/api/batches/{id}/gallery")).ProblemAsync("HTTP4042");
        await (await server.Client.GetAsync($"/api/batches/{id}/images.zip")).ProblemAsync("HTTP4042");
        JsonNode told = await (await server.Client.PostAsync($"/api/batches/{id}/cancel", null)).JsonAsync(202);
        Assert.Equal("cancelling", (string)told["status"]!);
        server.Starter.Release();
        await server.Starter.EndOf(id);

        JsonNode ended = await (await server.Client.GetAsync($"/api/batches/{id}")).JsonAsync(200);
        Assert.Equal("cancelled", (string)ended["status"]!);
        Assert.Equal(3, (int)ended["counts"]!["not_submitted"]!);
        Assert.Equal(0, server.Simulator.Account.Paid);
        await (await server.Client.PostAsync($"/api/batches/{id}/cancel", null)).ProblemAsync("HTTP4092");

        JsonNode preview = await (await server.Client.PostAsync($"/api/batches/{id}/retry?dryRun", null)).JsonAsync(200);
        Assert.Equal(3, (int)preview["submitted"]!);
        Assert.Equal(0.084m, (decimal)preview["most_usd"]!);
        Assert.False((bool)preview["started"]!);
        Assert.Equal(1, (int)(await (await server.Client.GetAsync($"/api/batches/{id}")).JsonAsync(200))["round"]!);
    }

    [Fact]
    public async Task Retry_OfNothing_IsRefusedAndOfSomethingRuns()
    {
        await (await Client.PostAsync($"/api/batches/{fixture.Batch}/retry", null)).ProblemAsync("HTTP4093");
        await (await Client.PostAsync($"/api/batches/{fixture.Batch}/collect", null)).ProblemAsync("HTTP4093");
        await (await Client.PostAsync($"/api/batches/{fixture.Batch}/retry?only=everything", null)).ProblemAsync("HTTP4001");
        string id = await fixture.Server.RunAsync("prompt\na pear\n", "?file=pears.csv");

        HttpResponseMessage answer = await Client.PostAsync($"/api/batches/{id}/retry?only=succeeded,failed", null);

        JsonNode round = await answer.JsonAsync(202);
        Assert.Equal(2, (int)round["round"]!);
        Assert.Equal(1, (int)round["submitted"]!);
        Assert.Equal($"/api/batches/{id}", answer.Headers.Location!.ToString());
        await fixture.Server.Starter.EndOf(id);
        JsonNode batch = await (await Client.GetAsync($"/api/batches/{id}")).JsonAsync(200);
        Assert.Equal("completed", (string)batch["status"]!);
    }

    [Fact]
    public async Task Upload_FailedCsv_SaysWhatBecomesOfItAndBeginsARoundOfItsBatch()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Simulator.Faults = new FaultPlan().When(FaultStage.Generation, Fault.JobFails, call => call.Prompt == "a fox").When(FaultStage.Result, Fault.ForeignUrl, call => call.Prompt == "a hen");
        string id = await server.RunAsync("prompt\na fox\na hen\na cat\n");
        server.Simulator.Faults = new FaultPlan();
        string failed = await server.Client.GetStringAsync($"/api/batches/{id}/failed.csv");

        JsonNode check = await (await server.PostCsvAsync(failed, "?file=again.csv&dryRun")).JsonAsync(200);
        Assert.Equal((1, 1, 0.028m), ((int)check["failed"]!["fetched"]!, (int)check["failed"]!["paid_anew"]!, (decimal)check["failed"]!["most_usd"]!));
        Assert.Equal(0, (int)check["rows_to_submit"]!);
        JsonNode begun = await (await server.PostCsvAsync(failed, "?file=again.csv")).JsonAsync(202);
        Assert.Equal((id, 2, id), ((string)begun["id"]!, (int)begun["round"]!, (string)begun["failed"]!["batches"]![0]!));
        await server.Starter.EndOf(id);

        JsonNode again = await (await server.PostCsvAsync(failed, "?file=other.csv")).JsonAsync(200);
        Assert.Contains("nothing is done again", (string)again["failed"]!["text"]!, StringComparison.Ordinal);
        Assert.Equal(3, (int)again["counts"]!["succeeded"]!);
        Assert.Equal(4, server.Simulator.Account.Paid);
    }
}
