using System.Text.Json.Nodes;
using Seedream.Api.Tests.Support;

namespace Seedream.Api.Tests.Health;

public class HealthTests
{
    [Fact]
    public async Task Health_AllWell_IsReady()
    {
        await using ApiServer server = await ApiServer.StartAsync();

        JsonNode health = await (await server.Client.GetAsync("/api/health")).JsonAsync(200);

        Assert.True((bool)health["live"]!);
        Assert.True((bool)health["ready"]!);
        Assert.Equal(3, health["checks"]!.AsObject().Count);
    }

    [Fact]
    public async Task Health_WithoutToken_IsLiveAndNotReady()
    {
        await using ApiServer server = await ApiServer.StartAsync(null, ("Seedream:RunComfy:ApiToken", ""));

        JsonNode health = await (await server.Client.GetAsync("/api/health")).JsonAsync(503);

        Assert.True((bool)health["live"]!);
        Assert.Equal("missing", (string)health["checks"]!["token_present"]!);
    }

    [Fact]
    public async Task Info_TellsPriceBalanceAndLimitsAndAsksForThemOnce()
    {
        await using ApiServer server = await ApiServer.StartAsync();

        JsonNode info = await (await server.Client.GetAsync("/api/info")).JsonAsync(200);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => server.Client.GetAsync("/api/info")));

        Assert.Equal(0.028m, (decimal)info["price_per_image_usd"]!);
        Assert.Equal(1000m, (decimal)info["balance"]!);
        Assert.Equal(100_000, (int)info["limits"]!["max_rows"]!);
        Assert.NotEmpty((string)info["version"]!);
        Assert.DoesNotContain(server.Simulator.Token, info.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Info_TokenThatMayNotSeeTheBalance_TellsWhyNot()
    {
        await using ApiServer server = await ApiServer.StartAsync(null, ("Seedream:RunComfy:ApiToken", "another-token"));

        JsonNode info = await (await server.Client.GetAsync("/api/info")).JsonAsync(200);

        Assert.Null(info["balance"]);
        Assert.Equal("API401", (string)info["balance_error_code"]!);
    }
}
