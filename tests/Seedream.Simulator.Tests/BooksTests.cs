using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Seedream.Simulator.Accounting;

namespace Seedream.Simulator.Tests;

/// <summary>The books to the cent.</summary>
public sealed class BooksTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Books_SayOfEachRequestWhatItCostAndWhy(bool billFailures)
    {
        var clock = new FakeTimeProvider();
        await using SimulatorServer server = await SimulatorServer.StartAsync(new() { Clock = clock, Sigma = 0, Capacity = 3, TinyImages = true, BillFailures = billFailures });
        using var client = new RawClient(server);
        string group = await client.SubmitOk("3 images of a fox", "group", "\"sequential_image_generation\":\"auto\"");
        string failed = await client.SubmitOk("a prompt [[sim:fail]]", "failed");
        string refused = await client.SubmitOk("a prompt [[sim:refused-422]]", "refused");
        string stuck = await client.SubmitOk("a prompt [[sim:stuck]]", "stuck");
        string cancelled = await client.SubmitOk("a prompt", "cancelled"), queued = await client.SubmitOk("a prompt", "queued");
        using (HttpResponseMessage cancel = await client.Post($"/v1/requests/{cancelled}/cancel"))
            Assert.Equal("cancelled", (await RawClient.Json(cancel)).GetProperty("outcome").GetString());
        Assert.Equal(7 * 0.028m, server.Account.Books().HeldUsd);

        clock.Advance(TimeSpan.FromMinutes(1));
        Dictionary<string, BookEntry> books = server.Account.Books().Requests.ToDictionary(entry => entry.RequestId, StringComparer.Ordinal);
        decimal failure = billFailures ? 0.028m : 0;
        Assert.Equal((true, 0.084m, 3, "succeeded"), (books[group].Billed, books[group].BilledUsd, books[group].Images, books[group].State));
        Assert.Equal((billFailures, failure, "failed"), (books[failed].Billed, books[failed].BilledUsd, books[failed].State));
        Assert.Equal((billFailures, failure, "failed"), (books[refused].Billed, books[refused].BilledUsd, books[refused].State));
        Assert.Equal((false, 0m, 0.028m), (books[stuck].Billed, books[stuck].BilledUsd, books[stuck].HeldUsd));
        Assert.Equal((false, 0m, "cancelled while queued: not billed"), (books[cancelled].Billed, books[cancelled].HeldUsd, books[cancelled].Why));
        Assert.Equal((true, 0.028m, "queued"), (books[queued].Billed, books[queued].BilledUsd, books[queued].Marker));
    }

    [Fact]
    public async Task Books_AddUpToTheAccount()
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(new() { MedianSeconds = 0, TinyImages = true, BalanceUsd = 10 });
        using var client = new RawClient(server);
        foreach (string fault in new[] { "no-images", "partial", "more-images", "many-images", "fail", "fail-object", "output-moderated", "refused-400", "stuck", "gone", "lost", "late-result" })
            await client.SubmitOk($"4 images [[sim:{fault}]]", fault, "\"sequential_image_generation\":\"auto\"");
        JsonElement json = await client.GetJson("/simulator/books");
        AccountSummary account = server.Account.Summary();
        Assert.Equal(account.BilledUsd, json.GetProperty("billed_usd").GetDecimal());
        Assert.Equal(10 - account.BalanceUsd, json.GetProperty("billed_usd").GetDecimal() + json.GetProperty("held_usd").GetDecimal());
        Assert.Equal(account.BilledUsd, json.GetProperty("requests").EnumerateArray().Sum(entry => entry.GetProperty("billed_usd").GetDecimal()));
        Assert.Equal((7, 4, 1), (Requests("succeeded"), Requests("failed"), Requests("running")));
        Assert.Equal((0, 0), (Requests("queued"), Requests("cancelled")));
        Assert.Equal((7 * 0.028m, 101 * 0.028m, 0m), (Billed("more-images"), Billed("many-images"), Billed("no-images")));

        int Requests(string state) => json.GetProperty("totals").GetProperty(state).GetProperty("requests").GetInt32();
        decimal Billed(string marker) => json.GetProperty("requests").EnumerateArray().Single(entry => entry.GetProperty("marker").GetString() == marker).GetProperty("billed_usd").GetDecimal();
    }

    [Fact]
    public async Task Cost_AtTheResult_IsTheCostInTheBooks()
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(new() { MedianSeconds = 0, TinyImages = true });
        using var client = new RawClient(server);
        foreach (string fault in new[] { "more-images", "many-images", "partial", "none" })
        {
            string id = await client.SubmitOk($"4 images [[sim:{fault}]]", fault, "\"sequential_image_generation\":\"auto\"");
            JsonElement result = await client.GetJson($"/v1/requests/{id}/result?include_cost=true");
            int images = result.GetProperty("output").TryGetProperty("images", out JsonElement several) ? several.GetArrayLength() : 1;
            BookEntry entry = server.Account.Books().Requests.Single(entry => entry.RequestId == id);
            Assert.Equal((entry.BilledUsd, entry.Images), (result.GetProperty("cost").GetDecimal(), images));
        }
    }

    [Theory]
    [InlineData("refused-400", 400)]
    [InlineData("refused-422", 422)]
    public async Task Result_RefusedForGood_SaysSoInTheVendorsWords(string fault, int code)
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(new() { MedianSeconds = 0 });
        using var client = new RawClient(server);
        string id = await client.SubmitOk($"a prompt [[sim:{fault}]]");
        Assert.Equal("completed", await client.Status(id));
        for (int i = 0; i < 2; i++)
        {
            using HttpResponseMessage result = await client.Get($"/v1/requests/{id}/result");
            Assert.Equal(code, (int)result.StatusCode);
            Assert.Contains("InputTextSensitiveContentDetected", (await RawClient.Json(result)).GetProperty("error_message").GetString(), StringComparison.Ordinal);
        }
    }
}
