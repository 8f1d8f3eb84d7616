using System.Text.Json.Nodes;
using Seedream.Api.Tests.Support;
using Seedream.Core.Storage;

namespace Seedream.Api.Tests.Files;

public class ImageListTests
{
    [Fact]
    public async Task List_ByRowAndByAge_GoesThroughAll()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        string batch = await server.RunAsync("prompt,id,sequential_image_generation,max_images\na red kite,kite,,\n,empty,,\n\"tea, in steps\",tea,auto,3\n" + new string('x', 400) + ",long,,\n");
        string folder = Path.Combine(server.Folder, "images", batch);
        string[] names = [.. Directory.GetFiles(folder, "0*").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        // The first row's image was written last.
        File.SetLastWriteTimeUtc(Path.Combine(folder, names[0]), DateTime.UtcNow.AddMinutes(5));

        JsonNode[] byRow = await AllAsync(server, batch, "order=row&limit=2");
        JsonNode[] newest = await AllAsync(server, batch, "limit=2");

        Assert.Equal(names, byRow.Select(image => (string)image["name"]!));
        Assert.Equal(names.Order(StringComparer.Ordinal), newest.Select(image => (string)image["name"]!).Order(StringComparer.Ordinal));
        Assert.Equal(names[0], (string)newest[0]["name"]!);
        Assert.Equal(("a red kite", "kite", 1, 1), ((string)byRow[0]["prompt"]!, (string)byRow[0]["id"]!, (int)byRow[0]["index"]!, (int)byRow[0]["of"]!));
        Assert.Equal(300, ((string)byRow[^1]["prompt"]!).Length);
        Assert.Equal((64, 48), ((int)byRow[0]["width"]!, (int)byRow[0]["height"]!));
    }

    [Fact]
    public async Task List_ImageWithoutOutcome_WaitsForIt()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        string batch = await server.RunAsync("prompt\na red kite\na blue whale\n");
        PipelineStorage storage = server.Storage;
        await storage.State.DeleteAsync(StateLayout.Outcome(batch, 2, 1), CancellationToken.None);

        Assert.Equal(1, (int)Assert.Single(await AllAsync(server, batch, "order=row"))["row"]!);
    }

    [Theory]
    [InlineData("order=size")]
    [InlineData("limit=101")]
    [InlineData("next=abc")]
    public async Task List_UnusableParameter_IsRefused(string query)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        string batch = await server.RunAsync("prompt\na red kite\n");

        await (await server.Client.GetAsync($"/api/batches/{batch}/images?{query}")).ProblemAsync(query.StartsWith("next", StringComparison.Ordinal) ? "HTTP4002" : "HTTP4001");
        await (await server.Client.GetAsync("/api/batches/none-0123456789/images")).ProblemAsync("HTTP404");
    }

    private static async Task<JsonNode[]> AllAsync(ApiServer server, string batch, string query)
    {
        List<JsonNode> all = [];
        for (string next = ""; ;)
        {
            JsonNode page = await (await server.Client.GetAsync($"/api/batches/{batch}/images?{query}{next}")).JsonAsync(200);
            all.AddRange(page["images"]!.AsArray().Select(image => image!.DeepClone()));
            if (page["next"] is not { } token)
                return [.. all];
            next = $"&next={token}";
        }
    }
}
