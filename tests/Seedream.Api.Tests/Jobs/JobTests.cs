using System.Text.Json.Nodes;
using Seedream.Api.Tests.Support;
using Seedream.Core.Storage;
using Seedream.Simulator;

namespace Seedream.Api.Tests.Jobs;

public class JobTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private HttpClient Client => fixture.Client;

    [Fact]
    public async Task Post_Job_IsAcceptedRunsAndItsImageIsServed()
    {
        HttpResponseMessage answer = await fixture.Server.PostJobAsync("{\"prompt\":\"a red kite\",\"id\":\"k1\",\"metadata\":{\"team\":\"birds\"}}", ("Prefer", "wait=30"));

        JsonNode job = await answer.JsonAsync(200);
        Assert.Equal("wait=30", answer.Header("Preference-Applied"));
        Assert.Equal($"/api/jobs/{job["id"]}", answer.Headers.Location!.ToString());
        Assert.Equal("succeeded", (string)job["outcome"]!);
        Assert.Equal("k1", (string)job["custom_id"]!);
        Assert.Equal("birds", (string)job["metadata"]!["team"]!);
        JsonNode file = job["files"]![0]!;
        HttpResponseMessage image = await Client.GetAsync((string)file["url"]!);
        Assert.Equal((int)file["bytes"]!, (await image.Content.ReadAsByteArrayAsync()).Length);
        Assert.Equal($"\"{file["sha256"]}\"", image.Headers.ETag!.Tag);
        JsonNode seen = await (await Client.GetAsync(answer.Headers.Location)).JsonAsync(200);
        Assert.Equal((string)job["request_id"]!, (string)seen["request_id"]!);
    }

    [Fact]
    public async Task Post_WithoutPatience_Is202AndPreferIsCapped()
    {
        await using ApiServer slow = await ApiServer.StartAsync(new SimulatorOptions { MedianSeconds = 3600, Sigma = 0 }, ("Seedream:Api:MaxWaitSeconds", "0"));

        HttpResponseMessage answer = await slow.PostJobAsync("{\"prompt\":\"a cat\"}", ("Prefer", "respond-async, wait=100"));

        JsonNode job = await answer.JsonAsync(202);
        Assert.Equal("wait=0", answer.Header("Preference-Applied"));
        Assert.Equal("in_progress", (string)job["status"]!);
        Assert.Null(job["outcome"]);
        Assert.Equal(0.028m, (decimal)job["most_usd"]!);
        JsonNode cancelled = await (await slow.Client.PostAsync($"{answer.Headers.Location}/cancel", null)).JsonAsync(202);
        Assert.Equal("cancelling", (string)cancelled["status"]!);
    }

    [Fact]
    public async Task Post_SameKeyAndBody_32AtOnce_IsOneJobPaidOnce()
    {
        int paid = fixture.Server.Simulator.Account.Paid;

        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ =>
            fixture.Server.PostJobAsync("{\"prompt\":\"one of thirty-two\"}", ("Idempotency-Key", "race-1"), ("Prefer", "wait=30"))));

        JsonNode[] jobs = await Task.WhenAll(answers.Select(answer => answer.JsonAsync(200)));
        Assert.Single(jobs.Select(job => (string)job["id"]!).Distinct(StringComparer.Ordinal));
        Assert.Equal(paid + 1, fixture.Server.Simulator.Account.Paid);
    }

    [Fact]
    public async Task Post_SameKeyOtherBody_IsRefusedAndNamesTheJob()
    {
        JsonNode first = await (await fixture.Server.PostJobAsync("{\"prompt\":\"a\"}", ("Idempotency-Key", "\"quoted\""), ("Prefer", "wait=30"))).JsonAsync(200);
        JsonNode same = await (await fixture.Server.PostJobAsync("{ \"prompt\" : \"a\" }", ("Idempotency-Key", "quoted"), ("Prefer", "wait=30"))).JsonAsync(200);

        JsonNode problem = await (await fixture.Server.PostJobAsync("{\"prompt\":\"b\"}", ("Idempotency-Key", "quoted"))).ProblemAsync("HTTP4221");

        Assert.Equal((string)first["id"]!, (string)same["id"]!);
        Assert.Equal((string)first["id"]!, (string)problem["id"]!);
    }

    [Theory]
    [InlineData("", "HTTP400")]
    [InlineData("[]", "HTTP400")]
    [InlineData("{\"prompt\": ", "HTTP400")]
    [InlineData("{\"prompt\": \"a\" \"id\"}", "HTTP400")]
    [InlineData("rubbish", "HTTP400")]
    [InlineData("{}", "HTTP422")]
    [InlineData("{\"prompt\":\"\"}", "HTTP422")]
    [InlineData("{\"prompt\":7}", "HTTP422")]
    [InlineData("{\"prompt\":\"a\",\"resolution\":\"9x9\"}", "HTTP422")]
    [InlineData("{\"promt\":\"a\"}", "HTTP422")]
    [InlineData("{\"prompt\":\"a\",\"max_images\":16,\"sequential_image_generation\":\"auto\"}", "HTTP422")]
    public async Task Post_UnusableBody_IsRefusedWithItsPlace(string body, string code)
    {
        int started = fixture.Server.Starter.Started;

        JsonNode problem = await (await fixture.Server.PostJobAsync(body)).ProblemAsync(code);

        Assert.True(body.Length == 0 || problem["problems"]!.AsArray().Count > 0);
        Assert.Equal(started, fixture.Server.Starter.Started);
    }

    [Fact]
    public async Task Post_MalformedJson_TellsThePosition()
    {
        JsonNode problem = await (await fixture.Server.PostJobAsync("{\"prompt\": oops}")).ProblemAsync("HTTP400");

        Assert.Contains("position 12", (string)problem["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_OtherTypesAndSizes_AreRefused()
    {
        HttpResponseMessage form = await Client.PostAsync("/api/jobs", ApiServer.Body("{\"prompt\":\"a\"}", "text/plain"));
        Assert.Equal("application/json", form.Header("Accept-Post"));
        await form.ProblemAsync("HTTP415");
        await (await fixture.Server.PostJobAsync("{\"prompt\":\"" + new string('a', 300_000) + "\"}")).ProblemAsync("HTTP413");
        await (await fixture.Server.PostJobAsync("{\"prompt\":\"a\"}", ("Idempotency-Key", new string('k', 300)))).ProblemAsync("HTTP4001");
        await (await fixture.Server.PostJobAsync("{\"prompt\":\"a\"}", ("Idempotency-Key", " "))).ProblemAsync("HTTP4001");
    }

    [Fact]
    public async Task Post_MoreExpensiveThanAllowed_IsRefused()
    {
        await using ApiServer poor = await ApiServer.StartAsync(null, ("Seedream:Intake:MaxCostUsd", "0.1"));

        JsonNode problem = await (await poor.PostJobAsync("{\"prompt\":\"a\",\"sequential_image_generation\":\"auto\",\"max_images\":15}")).ProblemAsync("HTTP422");

        Assert.Equal("LIM008", (string)problem["problems"]![0]!["code"]!);
        Assert.Equal(0, poor.Starter.Started);
    }

    [Fact]
    public async Task List_Pages_HaveEveryJobOnce()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Starter.Runs = false;
        HashSet<string> posted = [];
        for (int index = 0; index < 7; index++)
            posted.Add((string)(await (await server.PostJobAsync($"{{\"prompt\":\"job {index}\"}}")).JsonAsync(202))["id"]!);

        HashSet<string> listed = [];
        string? next = "";
        while (next is not null)
        {
            JsonNode page = await (await server.Client.GetAsync($"/api/jobs?limit=3{next}")).JsonAsync(200);
            Assert.InRange(page["jobs"]!.AsArray().Count, 1, 3);
            Assert.All(page["jobs"]!.AsArray(), job => Assert.True(listed.Add((string)job!["id"]!)));
            next = page["next"] is { } token ? $"&next={token}" : null;
        }

        Assert.Equal(posted, listed);
        await (await server.Client.GetAsync("/api/jobs?next=abc")).ProblemAsync("HTTP4002");
        await (await server.Client.GetAsync("/api/jobs?limit=0")).ProblemAsync("HTTP4001");
    }

    [Theory]
    [InlineData("job-0123456789abcdef0123")]
    [InlineData("job-X")]
    [InlineData("..%2F..%2Fcatalog")]
    [InlineData("upload-0123456789")]
    public async Task Get_UnknownOrImpossibleId_IsNotThere(string id)
    {
        await (await Client.GetAsync($"/api/jobs/{id}")).ProblemAsync("HTTP404");
        await (await Client.PostAsync($"/api/jobs/{id}/cancel", null)).ProblemAsync("HTTP404");
        await (await Client.GetAsync($"/api/jobs/{id}/images/00001-a-1.png")).ProblemAsync("HTTP404");
    }

    [Fact]
    public async Task Cancel_EndedJob_IsRefused()
    {
        JsonNode job = await (await fixture.Server.PostJobAsync("{\"prompt\":\"soon over\"}", ("Prefer", "wait=30"))).JsonAsync(200);

        await (await Client.PostAsync($"/api/jobs/{job["id"]}/cancel", null)).ProblemAsync("HTTP4092");
    }

    [Fact]
    public async Task Post_StorageDownOrFault_TellsNothingOfOurInsidesAndCanBeRepeated()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Starter.Fault = new StorageUnusableException("account secret-name is out of reach");
        HttpResponseMessage down = await server.PostJobAsync("{\"prompt\":\"a\"}", ("Idempotency-Key", "again"));
        Assert.Equal("5", down.Header("Retry-After"));
        Assert.DoesNotContain("secret-name", await down.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await down.ProblemAsync("HTTP503");
        server.Starter.Fault = new InvalidOperationException("secret-name");
        HttpResponseMessage fault = await server.PostJobAsync("{\"prompt\":\"a\"}", ("Idempotency-Key", "again"));
        Assert.DoesNotContain("secret-name", await fault.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await fault.ProblemAsync("HTTP500");
        server.Starter.Fault = null;

        await (await server.PostJobAsync("{\"prompt\":\"a\"}", ("Idempotency-Key", "again"), ("Prefer", "wait=30"))).JsonAsync(200);

        Assert.Equal(1, server.Simulator.Account.Paid);
    }
}
