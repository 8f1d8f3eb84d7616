using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;
using Seedream.Simulator.Contract;

namespace Seedream.Simulator.Tests;

public sealed class EndpointTests
{
    private const string Unknown = "00000000-0000-0000-0000-000000000000";

    [Fact]
    public async Task Submit_Answers_AnIdAndThreeUrls()
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync();
        using var client = new RawClient(server);
        using HttpResponseMessage response = await client.Submit("a prompt");
        JsonElement json = await RawClient.Json(response);
        string id = json.GetProperty("request_id").GetString()!;
        Assert.Matches(new Regex("^[A-Za-z0-9_-]{1,128}$"), id);
        Assert.Equal($"{server.BaseUrl}v1/requests/{id}/status", json.GetProperty("status_url").GetString());
        Assert.Equal($"{server.BaseUrl}v1/requests/{id}/result", json.GetProperty("result_url").GetString());
        Assert.Equal($"{server.BaseUrl}v1/requests/{id}/cancel", json.GetProperty("cancel_url").GetString());
    }

    [Theory]
    [InlineData("""{}""", 422, "prompt: field required")]
    [InlineData("""{"prompt":5}""", 422, "prompt: expected string")]
    [InlineData("""{"prompt":"p","resolution":"4K"}""", 422, "resolution")]
    [InlineData("""{"prompt":"p","max_images":16}""", 422, "max_images")]
    [InlineData("""{"prompt":"p","max_images":"3"}""", 422, "max_images: expected integer")]
    [InlineData("""{"prompt":"p","output_format":"webp"}""", 422, "output_format")]
    [InlineData("""{"prompt":"p","optimize_prompt_options":null}""", 422, "optimize_prompt_options")]
    [InlineData("""["prompt"]""", 422, "object")]
    [InlineData("""{"prompt":""", 400, "not JSON")]
    public async Task Submit_InvalidInput_IsRefusedByName(string body, int status, string expected)
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync();
        using var client = new RawClient(server);
        using HttpResponseMessage response = await client.Post(RawClient.Model, body);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains(expected, (await RawClient.Json(response)).GetProperty("error_message").GetString(), StringComparison.Ordinal);
        Assert.Equal((0, 0), (server.Account.Paid, server.Account.Wanted));
    }

    [Fact]
    public async Task Submit_WithAByteOrderMark_IsRead()
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync();
        using var client = new RawClient(server);
        using HttpResponseMessage response = await client.Post(RawClient.Model, "\uFEFF{\"prompt\":\"p\"}");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Submit_UnknownProperties_AreAllowed()
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync();
        using var client = new RawClient(server);
        await client.SubmitOk("a prompt", more: "\"seed\":7,\"max_images\":3");
    }

    [Fact]
    public async Task Submit_UnknownModel_IsAnInvalidResource()
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync();
        using var client = new RawClient(server);
        await Refused(await client.Post("/v1/models/bytedance/seedream-9", """{"prompt":"p"}"""), 404, 400001);
        await Refused(await client.Get("/v1/models/bytedance/seedream-9"), 404, 400001);
        Assert.Equal((0, 0), (server.Account.Paid, server.Account.Wanted));
    }

    [Theory]
    [InlineData("POST", "/v1" + RawClient.Model)]
    [InlineData("GET", "/v1" + RawClient.Model)]
    [InlineData("GET", "/v1/v1/requests/" + Unknown + "/status")]
    [InlineData("GET", "/v1/prod/v2/balance")]
    public async Task BaseUrl_WithV1InFrontTwice_IsAnInvalidResource(string method, string path)
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync();
        using var client = new RawClient(server);
        await Refused(method == "GET" ? await client.Get(path) : await client.Post(path, """{"prompt":"p"}"""), 404, 400001);
        Assert.Equal((0, 1), (server.Requests.ApiCalls, server.Requests.Unknown));
    }

    [Fact]
    public async Task Submit_WithoutBalance_IsRefused()
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(new() { BalanceUsd = 0.06m, MedianSeconds = 0 });
        using var client = new RawClient(server);
        await client.SubmitOk("one");
        await client.SubmitOk("two");
        await Refused(await client.Submit("three"), 402, 400002);
        Assert.Equal(0.004m, (await client.GetJson("/prod/v2/balance")).GetProperty("balance_usd").GetDecimal());
        Assert.Equal((2, 3), (server.Account.Paid, server.Account.Wanted));
    }

    [Theory]
    [InlineData("GET", "/v1/requests/" + Unknown + "/status")]
    [InlineData("GET", "/v1/requests/" + Unknown + "/result")]
    [InlineData("POST", "/v1/requests/" + Unknown + "/cancel")]
    [InlineData("GET", "/prod/v2/balance")]
    [InlineData("GET", RawClient.Model)]
    [InlineData("POST", RawClient.Model)]
    public async Task Call_WithoutAGoodToken_IsRefused(string method, string path)
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync();
        using var client = new RawClient(server, "wrong");
        await Refused(await Call(), 401, 400004);
        client.Authorization = new AuthenticationHeaderValue("Basic", server.Token);
        await Refused(await Call(), 401, 400004);
        client.Authorization = null;
        await Refused(await Call(), 401, 400004);
        Task<HttpResponseMessage> Call() => method == "GET" ? client.Get(path) : client.Post(path, """{"prompt":"p"}""");
    }

    [Fact]
    public async Task Request_UnknownMalformedOrForeign_IsRefused()
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(new() { Token = null });
        using var alice = new RawClient(server, "alice");
        using var bob = new RawClient(server, "bob");
        await Refused(await alice.Get($"/v1/requests/{Unknown}/status"), 404, 404001);
        await Refused(await alice.Get("/v1/requests/no%20id/result"), 400, 400001);
        string id = await alice.SubmitOk("mine");
        Assert.Equal("in_progress", await alice.Status(id));
        await Refused(await bob.Get($"/v1/requests/{id}/status"), 403, 403001);
        await Refused(await bob.Post($"/v1/requests/{id}/cancel"), 403, 403001);
    }

    [Fact]
    public async Task Request_PastItsLifetime_IsNotFound()
    {
        var clock = new FakeTimeProvider();
        await using SimulatorServer server = await SimulatorServer.StartAsync(new() { Clock = clock });
        using var client = new RawClient(server);
        string id = await client.SubmitOk("a prompt");
        clock.Advance(TimeSpan.FromDays(29));
        Assert.Equal("completed", await client.Status(id));
        clock.Advance(TimeSpan.FromDays(2));
        await Refused(await client.Get($"/v1/requests/{id}/status"), 404, 404001);
        await Refused(await client.Get($"/v1/requests/{id}/result"), 404, 404001);
    }

    [Fact]
    public async Task Url_PastItsLifetime_IsRefusedAndAFreshResultGivesAFreshOne()
    {
        var clock = new FakeTimeProvider();
        await using SimulatorServer server = await SimulatorServer.StartAsync(new() { Clock = clock, MedianSeconds = 0, TinyImages = true });
        using var client = new RawClient(server);
        string id = await client.SubmitOk("a prompt");
        string url = (await client.Urls(id))[0];
        clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(HttpStatusCode.Forbidden, (await client.Download(url)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.Download(url.Replace("expires=", "expires=9", StringComparison.Ordinal))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.Download((await client.Urls(id))[0])).StatusCode);
    }

    [Fact]
    public async Task Download_WithToken_IsNotedAsALeak()
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(new() { MedianSeconds = 0, TinyImages = true });
        using var client = new RawClient(server);
        string url = (await client.Urls(await client.SubmitOk("a prompt")))[0];
        Assert.Equal(HttpStatusCode.OK, (await client.Get(url)).StatusCode);
        Assert.Equal(1, server.Account.TokenLeaks);
    }

    [Theory]
    [InlineData(OutputShape.ImageOrImages, 1, "image")]
    [InlineData(OutputShape.ImageOrImages, 3, "images")]
    [InlineData(OutputShape.ImagesOnly, 1, "images")]
    [InlineData(OutputShape.Both, 1, "image,images")]
    [InlineData(OutputShape.BothWithVideos, 2, "image,images,video,videos")]
    [InlineData(OutputShape.ImageWithVideos, 1, "image,videos")]
    [InlineData(OutputShape.ImageWithVideos, 2, "images,videos")]
    [InlineData(OutputShape.SameFileTwice, 2, "image,images")]
    public async Task Result_HasTheFieldsOfItsShape(OutputShape shape, int images, string fields)
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(new() { MedianSeconds = 0, Output = shape, EchoInput = true });
        using var client = new RawClient(server);
        string id = await client.SubmitOk($"{images} images like https://example.com/a.png", more: "\"sequential_image_generation\":\"auto\"");
        JsonElement result = await client.GetJson($"/v1/requests/{id}/result");
        Assert.Equal(fields, string.Join(',', result.GetProperty("output").EnumerateObject().Select(p => p.Name)));
        Assert.Contains("https://example.com/a.png", result.GetProperty("input").GetProperty("prompt").GetString(), StringComparison.Ordinal);
        Assert.True(result.GetProperty("created_at").TryGetDateTimeOffset(out _));
        Assert.True(result.GetProperty("finished_at").TryGetDateTimeOffset(out _));
    }

    [Theory]
    [InlineData(ErrorShape.CodeAndMessage, "error_code,error_message")]
    [InlineData(ErrorShape.Brief, "code,message")]
    [InlineData(ErrorShape.Nested, "error")]
    [InlineData(ErrorShape.DetailList, "code,detail")]
    [InlineData(ErrorShape.DetailText, "code,detail")]
    public async Task Error_HasTheFieldsOfItsShape(ErrorShape shape, string fields)
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(new() { Errors = shape });
        using var client = new RawClient(server);
        JsonElement error = await client.GetJson($"/v1/requests/{Unknown}/status");
        Assert.Equal(fields, string.Join(',', error.EnumerateObject().Select(p => p.Name)));
    }

    [Fact]
    public async Task Calls_AboveTheLimit_AreToldToWait()
    {
        var clock = new FakeTimeProvider();
        await using SimulatorServer server = await SimulatorServer.StartAsync(new() { Clock = clock, CallsPerSecond = 2, MaxInFlight = 1 });
        using var client = new RawClient(server);
        await client.SubmitOk("a prompt");
        using HttpResponseMessage full = await client.Submit("another");
        Assert.Equal((HttpStatusCode)429, full.StatusCode);
        using HttpResponseMessage limited = await client.Get("/prod/v2/balance");
        Assert.Equal(TimeSpan.FromSeconds(1), limited.Headers.RetryAfter!.Delta);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await client.Get("/prod/v2/balance")).StatusCode);
    }

    private static async Task Refused(HttpResponseMessage response, int status, int code)
    {
        using (response)
        {
            Assert.Equal(status, (int)response.StatusCode);
            Assert.Equal(code, (await RawClient.Json(response)).GetProperty("error_code").GetInt32());
        }
    }
}
