using System.Net;
using System.Security.Cryptography;
using System.Text.Json;

namespace Seedream.Simulator.Tests;

public sealed class HappyPathTests
{
    [Fact]
    public async Task AJob_GoesFromSubmissionToItsImage()
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(new() { MedianSeconds = 0, TinyImages = true });
        using var client = new RawClient(server);

        string id = await client.SubmitOk("17. A red fox in snow", "row-17");
        Assert.Equal("completed", await client.Status(id));
        JsonElement result = await client.GetJson($"/v1/requests/{id}/result?include_cost=true");
        Assert.Equal("succeeded", result.GetProperty("status").GetString());
        Assert.Equal(0.028m, result.GetProperty("cost").GetDecimal());

        using HttpResponseMessage response = await client.Download(result.GetProperty("output").GetProperty("image").GetString()!);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("image/png", response.Content.Headers.ContentType!.MediaType);
        byte[] bytes = await response.Content.ReadAsByteArrayAsync();

        JsonElement hashes = await client.GetJson($"/simulator/images/{id}");
        Assert.Equal(hashes.GetProperty("sha256")[0].GetString(), Convert.ToHexStringLower(SHA256.HashData(bytes)));
        Assert.Equal(hashes.GetProperty("sha256")[0].GetString(), server.HashesOf(id).Single());
        Assert.Equal((1, 1, 0), (server.Account.Paid, server.Account.Wanted, server.Account.TokenLeaks));
        Assert.Equal(1, server.Account.PaidFor("row-17"));
    }
}
