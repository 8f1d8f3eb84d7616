using System.Net;
using Seedream.Api.Routing;
using Seedream.Api.Security;
using Seedream.Api.Tests.Support;

namespace Seedream.Api.Tests.Security;

public class GuardTests
{
    private const string Key = "a-key-of-sixteen-or-more";

    [Fact]
    public async Task Keyed_EveryRouteButHealth_NeedsTheKey()
    {
        await using ApiServer server = await ApiServer.StartAsync(null, ("Seedream:Api:Key", Key));

        foreach (ApiRoute route in ApiRoutes.All)
        {
            HttpRequestMessage request = new(new HttpMethod(route.Method), route.Template.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal));
            HttpResponseMessage answer = await server.Client.SendAsync(request);
            Assert.Equal(!route.IsOpen, answer.StatusCode == HttpStatusCode.Unauthorized);
            if (!route.IsOpen)
                Assert.StartsWith("Bearer", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
        }

        await (await server.Client.PostAsync("/api/health", null)).ProblemAsync("HTTP401");
        await (await server.Client.GetAsync("/api/nothing")).ProblemAsync("HTTP401");
    }

    [Theory]
    [InlineData("x-functions-key", Key, true)]
    [InlineData("Authorization", "Bearer " + Key, true)]
    [InlineData("Authorization", "bearer   " + Key, true)]
    [InlineData("x-functions-key", Key + "x", false)]
    [InlineData("x-functions-key", "A-key-of-sixteen-or-more", false)]
    [InlineData("Authorization", Key, false)]
    [InlineData("Authorization", "Basic " + Key, false)]
    public async Task Keyed_Call_IsLetInWithTheKeyOnly(string header, string value, bool letIn)
    {
        await using ApiServer server = await ApiServer.StartAsync(null, ("Seedream:Api:Key", Key));
        HttpRequestMessage request = new(HttpMethod.Get, "/api/batches");
        request.Headers.TryAddWithoutValidation(header, value);
        // A name from elsewhere is fine where a key is asked for.
        request.Headers.Host = "images.example.com";

        HttpResponseMessage answer = await server.Client.SendAsync(request);

        Assert.Equal(letIn ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.False(server.Log.Has(Key));
    }

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("127.0.0.1:7071", true)]
    [InlineData("[::1]:80", true)]
    [InlineData("attacker.example", false)]
    [InlineData("127.0.0.1.attacker.example", false)]
    [InlineData("localhost.attacker.example", false)]
    [InlineData("192.168.1.4", false)]
    public async Task Keyless_Call_IsLetInUnderALoopbackNameOnly(string host, bool letIn)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        HttpRequestMessage request = new(HttpMethod.Get, "/api/health");
        request.Headers.Host = host;

        HttpResponseMessage answer = await server.Client.SendAsync(request);

        if (letIn)
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        else
            await answer.ProblemAsync("HTTP4031");
    }

    [Theory]
    [InlineData("Origin", "https://attacker.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://127.0.0.1:1")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task Keyless_CrossSiteCall_StartsNothing(string header, string value)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        foreach (string path in (string[])["/api/jobs", "/api/batches", "/api/batches/a-0123456789/retry"])
        {
            HttpRequestMessage request = new(HttpMethod.Post, path) { Content = ApiServer.Body("{\"prompt\":\"a\"}", "text/plain") };
            request.Headers.TryAddWithoutValidation(header, value);
            HttpResponseMessage answer = await server.Client.SendAsync(request);
            Assert.Equal("", answer.Header("Access-Control-Allow-Origin"));
            await answer.ProblemAsync("HTTP403");
        }

        Assert.Equal(0, server.Starter.Started);
    }

    [Fact]
    public async Task Keyless_CallOfItsOwnPage_IsLetIn()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        HttpRequestMessage request = new(HttpMethod.Post, "/api/batches?dryRun") { Content = ApiServer.Body("prompt\na\n", "text/csv") };
        request.Headers.TryAddWithoutValidation("Origin", server.Address.GetLeftPart(UriPartial.Authority));

        await (await server.Client.SendAsync(request)).JsonAsync(200);
    }

    [Theory]
    [InlineData("http://127.0.0.1:7071", true)]
    [InlineData("http://localhost:7071;http://[::1]:7071", true)]
    [InlineData("http://0.0.0.0:7071", false)]
    [InlineData("http://*:7071", false)]
    [InlineData("http://+:7071", false)]
    [InlineData("http://127.0.0.1:7071;http://10.0.0.4:80", false)]
    [InlineData("nonsense", false)]
    public void Addresses_WithoutKey_MustBeLoopback(string urls, bool allowed)
    {
        Assert.Equal(allowed, ListenAddresses.WhyRefused([urls], new ApiOptions()) is null);
        Assert.Null(ListenAddresses.WhyRefused([urls], new ApiOptions { Key = Key }));
    }

    [Theory]
    [InlineData("short")]
    [InlineData("with spaces in between")]
    public async Task Key_Unusable_KeepsTheServiceFromStarting(string key)
    {
        Exception exception = await Assert.ThrowsAnyAsync<Exception>(() => ApiServer.StartAsync(null, ("Seedream:Api:Key", key)));

        Assert.Contains("Seedream:Api:Key", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(key, exception.Message, StringComparison.Ordinal);
    }
}
