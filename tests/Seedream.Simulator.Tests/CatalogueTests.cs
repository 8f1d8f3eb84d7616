using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Seedream.Simulator.Contract;
using Seedream.Simulator.Scheduling;

namespace Seedream.Simulator.Tests;

/// <summary>The models, as the vendor's own clients read them; each test names the client that expects it.</summary>
public sealed class CatalogueTests
{
    [Fact]
    public async Task Model_AsTheMcpServerReadsIt_HasItsSchemaWithoutAParameter()
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync();
        using var client = new RawClient(server);
        JsonElement model = await client.GetJson(RawClient.Model);
        Assert.Equal(
            "model_id,kind,display_name,description,categories,model_url,base_price_usd,price_unit,pricing_note,required_inputs,input_schema",
            string.Join(',', model.EnumerateObject().Select(property => property.Name)));
        Assert.Equal("https://www.runcomfy.com/models/bytedance/seedream-5/lite/text-to-image", model.GetProperty("model_url").GetString());
        Assert.Equal("prompt", model.GetProperty("required_inputs")[0].GetString());
        Assert.Equal(18, model.GetProperty("input_schema").GetProperty("properties").GetProperty("resolution").GetProperty("enum").GetArrayLength());
    }

    [Fact]
    public async Task Price_AsTheComfyNodesReadIt_IsPerOutputForImagesAndPerSecondForVideos()
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(new() { PricePerImage = 0.03m });
        using var client = new RawClient(server);
        foreach ((string id, decimal price, string unit) in new[] { (server.Options.Model, 0.03m, "output"), (Catalogue.Sibling, 0.045m, "output"), (Catalogue.Edit, 0.028m, "output"), (Catalogue.Video, 0.57m, "second") })
        {
            JsonElement model = await client.GetJson($"/v1/models/{id}");
            Assert.Equal((id, "model", unit), (model.GetProperty("model_id").GetString(), model.GetProperty("kind").GetString(), model.GetProperty("price_unit").GetString()));
            Assert.Equal((JsonValueKind.Number, price), (model.GetProperty("base_price_usd").ValueKind, model.GetProperty("base_price_usd").GetDecimal()));
        }
    }

    [Theory]
    [InlineData("", 4, 4)]
    [InlineData("?search=SEEDANCE", 1, 1)]
    [InlineData("?search=from%20images", 1, 1)]
    [InlineData("?category=text-to-image", 2, 2)]
    [InlineData("?category=text-to-image&search=lite", 1, 1)]
    [InlineData("?kind=model&limit=2", 4, 2)]
    [InlineData("?kind=workflow", 0, 0)]
    [InlineData("?limit=500&offset=3", 4, 1)]
    [InlineData("?offset=9", 4, 0)]
    public async Task List_AsTheCommandLineAsksForIt_IsFilteredAndPaged(string query, int total, int listed)
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync();
        using var client = new RawClient(server);
        JsonElement list = await client.GetJson("/v1/models" + query);
        Assert.Equal("models,total,limit,offset", string.Join(',', list.EnumerateObject().Select(property => property.Name)));
        Assert.Equal((total, listed), (list.GetProperty("total").GetInt32(), list.GetProperty("models").GetArrayLength()));
        Assert.All(list.GetProperty("models").EnumerateArray(), model => Assert.False(model.TryGetProperty("input_schema", out _)));
        Assert.All(list.GetProperty("models").EnumerateArray(), model => Assert.Contains("prompt", model.GetProperty("inputs").EnumerateArray().Select(name => name.GetString())));
    }

    [Fact]
    public async Task List_WithSchemas_AsTheMcpServerAsksForIt()
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync();
        using var client = new RawClient(server);
        JsonElement list = await client.GetJson("/v1/models?limit=100&offset=0&include_schema=true");
        Assert.All(list.GetProperty("models").EnumerateArray(), model => Assert.Equal("object", model.GetProperty("input_schema").GetProperty("type").GetString()));
        Assert.Equal((100, 0), (list.GetProperty("limit").GetInt32(), list.GetProperty("offset").GetInt32()));
        JsonElement categories = await client.GetJson("/v1/models/categories");
        Assert.Equal(["image-to-image", "text-to-image", "text-to-video"], categories.GetProperty("categories").EnumerateArray().Select(category => category.GetString()!));
        Assert.Equal(2, server.Requests.Lists);
    }

    [Theory]
    [InlineData("?limit=0")]
    [InlineData("?limit=501")]
    [InlineData("?limit=many")]
    [InlineData("?offset=-1")]
    public async Task List_OutsideItsBounds_IsRefused(string query)
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync();
        using var client = new RawClient(server);
        using HttpResponseMessage response = await client.Get("/v1/models" + query);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Balance_AsTheZapierIntegrationReadsIt_IsAlsoInMicrodollarsAndMayBeNegative()
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(new() { BalanceUsd = -1.25m, Overdraft = true });
        using var client = new RawClient(server);
        await client.SubmitOk("on credit");
        JsonElement balance = await client.GetJson("/prod/v2/balance");
        Assert.Equal((-1.278m, "USD", -1_278_000), (balance.GetProperty("balance_usd").GetDecimal(), balance.GetProperty("currency").GetString(), balance.GetProperty("balance_microdollars").GetInt64()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task Balance_ZeroOrNegative_RefusesEverySubmission(int balance)
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(new() { BalanceUsd = balance });
        using var client = new RawClient(server);
        using HttpResponseMessage response = await client.Submit("no money");
        Assert.Equal(HttpStatusCode.PaymentRequired, response.StatusCode);
    }

    [Fact]
    public async Task Siblings_AreAskedAndBilledByTheirOwnSchemaAndPrice()
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(new() { MedianSeconds = 0, TinyImages = true });
        using var client = new RawClient(server);
        Assert.Equal(0.045m, await CostOf(client, Catalogue.Sibling, """{"prompt":"p"}"""));
        Assert.Equal(0.028m, await CostOf(client, Catalogue.Edit, """{"prompt":"p","image":["https://example.com/a.png"]}"""));
        Assert.Equal(5.7m, await CostOf(client, Catalogue.Video, """{"prompt":"p","duration":10}"""));
        foreach (string body in new[] { """{"prompt":"p"}""", """{"prompt":"p","image":"https://example.com/a.png"}""", """{"prompt":"p","image":[]}""" })
        {
            using HttpResponseMessage refused = await client.Post("/v1/models/" + Catalogue.Edit, body);
            Assert.Equal((422, true), ((int)refused.StatusCode, (await refused.Content.ReadAsStringAsync()).Contains("image:", StringComparison.Ordinal)));
        }
        Assert.Equal(0.045m + 0.028m + 5.7m, server.Account.BilledUsd);
    }

    [Fact]
    public async Task Video_IsOneUrlOfAVideo()
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(new() { MedianSeconds = 0 });
        using var client = new RawClient(server);
        using HttpResponseMessage accepted = await client.Post("/v1/models/" + Catalogue.Video, """{"prompt":"p"}""");
        string id = (await RawClient.Json(accepted)).GetProperty("request_id").GetString()!;
        JsonElement result = await client.GetJson($"/v1/requests/{id}/result");
        Assert.Equal(Catalogue.Video, result.GetProperty("model_id").GetString());
        string url = result.GetProperty("output").GetProperty("video").GetString()!;
        using HttpResponseMessage video = await client.Download(url);
        Assert.Equal("video/mp4", video.Content.Headers.ContentType!.MediaType);
        Assert.Equal("ftyp", Encoding.ASCII.GetString(await video.Content.ReadAsByteArrayAsync(), 4, 4));
    }

    [Theory]
    [InlineData("output", "0.5")]
    [InlineData("image", "0.5")]
    [InlineData("1000 images", "0.0005")]
    [InlineData("megapixel", "1.990656")]
    [InlineData("second", "2")]
    public async Task PriceUnit_IsSaidAndBilled(string unit, string expected)
    {
        decimal cost = decimal.Parse(expected, CultureInfo.InvariantCulture);
        await using SimulatorServer server = await SimulatorServer.StartAsync(new()
        {
            PricePerImage = 0.5m,
            PriceUnit = unit,
            TinyImages = true,
            GenerationTime = _ => TimeSpan.FromSeconds(4),
            Clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromSeconds(10) },
        });
        using var client = new RawClient(server);
        Assert.Equal(unit, (await client.GetJson(RawClient.Model)).GetProperty("price_unit").GetString());
        Assert.Equal(cost, await CostOf(client, server.Options.Model, """{"prompt":"p"}"""));
        Assert.Equal(cost, server.Account.BilledUsd);
    }

    [Fact]
    public async Task Price_ThatDependsOnAnOption_IsInTheNoteAndInTheBill()
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(new() { MedianSeconds = 0, ThreeKPriceFactor = 2, PriceInProse = true });
        using var client = new RawClient(server);
        JsonElement model = await client.GetJson(RawClient.Model);
        Assert.False(model.TryGetProperty("base_price_usd", out _) || model.TryGetProperty("price_unit", out _));
        Assert.Equal("2K: $0.028 per output; 3K: $0.056.", model.GetProperty("pricing_note").GetString());
        Assert.Equal(0.028m, await CostOf(client, server.Options.Model, """{"prompt":"p","resolution":"2K"}"""));
        Assert.Equal(0.056m, await CostOf(client, server.Options.Model, """{"prompt":"p","resolution":"3K"}"""));
    }

    [Fact]
    public async Task Body_AsTheComfyNodesSendIt_MayHave64MiB()
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(new() { MedianSeconds = 0, TinyImages = true });
        using var client = new RawClient(server);
        string id = await client.SubmitOk("a reference", more: $"\"reference\":\"data:image/png;base64,{new string('A', 40 << 20)}\"");
        Assert.Equal(SubmissionState.Succeeded, server.Account.Find(id)!.State);
        using HttpResponseMessage tooLarge = await client.Submit("too large", more: $"\"reference\":\"{new string('A', 64 << 20)}\"");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLarge.StatusCode);
        Assert.Equal(1, server.Account.Paid);
    }

    private static async Task<decimal> CostOf(RawClient client, string model, string body)
    {
        using HttpResponseMessage accepted = await client.Post("/v1/models/" + model, body);
        Assert.Equal(HttpStatusCode.OK, accepted.StatusCode);
        string id = (await RawClient.Json(accepted)).GetProperty("request_id").GetString()!;
        return (await client.GetJson($"/v1/requests/{id}/result?include_cost=true")).GetProperty("cost").GetDecimal();
    }
}
