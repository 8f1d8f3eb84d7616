using Seedream.Api.Tests.Support;

namespace Seedream.Api.Tests.Routing;

public class UnknownRouteTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Theory]
    [InlineData("/api")]
    [InlineData("/api/nothing")]
    [InlineData("/api/batches/a/b/c")]
    [InlineData("/api/../secret/x")]
    [InlineData("/api/batches/a/images/b/c")]
    public async Task Unknown_Address_IsAProblemToo(string path)
    {
        HttpResponseMessage answer = await fixture.Client.GetAsync(path);

        if (path.Contains("..", StringComparison.Ordinal))
            Assert.False(answer.IsSuccessStatusCode);
        else
            await answer.ProblemAsync("HTTP4041");
    }

    [Theory]
    [InlineData("/api/batches/com1/images/00001-a-red-fox-1.png")]
    [InlineData("/api/batches/nul")]
    [InlineData("/api/batches/con/results.csv")]
    [InlineData("/api/batches/a%E2%80%A8b/results.jsonl")]
    public async Task Batch_IdThatNoStoreCanHave_IsNotFound(string path)
    {
        var problem = await (await fixture.Client.GetAsync(path)).ProblemAsync("HTTP404");

        Assert.DoesNotContain('\u2028', (string)problem["detail"]!);
    }

    [Theory]
    [InlineData("DELETE", "/api/jobs", "GET, HEAD, POST")]
    [InlineData("PUT", "/api/batches/a-1", "GET, HEAD")]
    [InlineData("GET", "/api/batches/a-1/cancel", "POST")]
    [InlineData("OPTIONS", "/api/batches", "GET, HEAD, POST")]
    [InlineData("POST", "/api/health", "GET, HEAD")]
    [InlineData("BREW", "/api/info", "GET, HEAD")]
    public async Task Wrong_Method_IsRefusedWithTheRightOnes(string method, string path, string allowed)
    {
        HttpResponseMessage answer = await fixture.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        Assert.Equal(allowed, answer.Header("Allow"));
        await answer.ProblemAsync("HTTP405");
    }
}
