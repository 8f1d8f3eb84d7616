using System.Text.Json.Nodes;
using Seedream.Api.Tests.Support;
using Seedream.Core.Batches;
using Seedream.Core.Jobs;
using Seedream.Core.Orchestration;

namespace Seedream.Api.Tests.Batches;

public class RecentListTests
{
    [Fact]
    public async Task List_Recent_IsNewestFirstInPages()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        BatchStore batches = server.Get<BatchStore>();
        string[] ids = [.. Enumerable.Range(0, 7).Select(i => $"b{6 - i}-000000000{i}")];
        foreach (string id in ids)
        {
            await batches.GetOrCreateAsync(Record(id), CancellationToken.None);
            File.SetLastWriteTimeUtc(Path.Combine(server.Folder, "seedream", "catalog", $"{id}.json"), DateTime.UtcNow.AddHours(-1).AddMinutes(Array.IndexOf(ids, id)));
        }

        Assert.Equal(ids.Reverse(), await ListAsync(server));

        // Whatever changes comes to the front, and shows as it is now.
        await batches.UpdateAsync(ids[2], record => record with { Reason = "changed" }, CancellationToken.None);
        Assert.Equal(ids[2], (await ListAsync(server))[0]);
        JsonNode first = await (await server.Client.GetAsync("/api/batches?order=recent&limit=1")).JsonAsync(200);
        Assert.Equal("changed", (string)first["batches"]![0]!["reason"]!);
    }

    [Fact]
    public async Task List_Recent_TellsTheProgressOfWhatRuns()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Starter.Runs = false;
        string id = (string)(await (await server.PostCsvAsync(ApiFixture.Csv)).JsonAsync(202))["id"]!;
        ProgressRecord progress = new() { Instance = $"{id}.r1.c0", Round = 1, Since = DateTimeOffset.UtcNow.AddSeconds(-10), At = DateTimeOffset.UtcNow, Progress = new Progress { Generating = 2 } };
        await server.Get<ProgressStore>().WriteAsync(id, progress, CancellationToken.None);

        JsonNode list = await (await server.Client.GetAsync("/api/batches?order=recent")).JsonAsync(200);

        Assert.Equal(2, (int)list["batches"]![0]!["progress"]!["generating"]!);
        server.Starter.Release();
        await server.Starter.EndOf(id);
    }

    [Theory]
    [InlineData("order=newest", "HTTP4001")]
    [InlineData("order=recent&order=id", "HTTP4001")]
    [InlineData("order=recent&next=abc", "HTTP4002")]
    public async Task List_UnusableParameter_IsRefused(string query, string code)
    {
        await using ApiServer server = await ApiServer.StartAsync();

        await (await server.Client.GetAsync($"/api/batches?{query}")).ProblemAsync(code);
    }

    [Fact]
    public async Task Collect_DryRun_TellsAndBeginsNothing()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        string id = await server.RunAsync("prompt\na red kite\na blue whale\n");
        string image = Directory.GetFiles(Path.Combine(server.Folder, "images", id), "00002-*").Single();

        Assert.Equal(0, (int)(await (await server.Client.PostAsync($"/api/batches/{id}/collect?dryRun=true", null)).JsonAsync(200))["rows"]!);
        File.Delete(image);
        JsonNode preview = await (await server.Client.PostAsync($"/api/batches/{id}/collect?dryRun=true", null)).JsonAsync(200);

        Assert.Equal((1, 0, 0m, false), ((int)preview["rows"]!, (int)preview["submitted"]!, (decimal)preview["most_usd"]!, (bool)preview["started"]!));
        Assert.Equal(1, (int)(await (await server.Client.GetAsync($"/api/batches/{id}")).JsonAsync(200))["round"]!);
    }

    private static BatchRecord Record(string id) => new()
    {
        Id = id,
        File = $"{id}.csv",
        ContentSha256 = "",
        Defaults = new JobDefaults(),
        Status = BatchStatus.Completed,
        CreatedAt = DateTimeOffset.UnixEpoch,
        CompletedAt = DateTimeOffset.UnixEpoch,
        Rows = 1,
    };

    private static async Task<string[]> ListAsync(ApiServer server)
    {
        List<string> ids = [];
        for (string next = ""; ;)
        {
            JsonNode page = await (await server.Client.GetAsync($"/api/batches?order=recent&limit=2{next}")).JsonAsync(200);
            ids.AddRange(page["batches"]!.AsArray().Select(batch => (string)batch!["id"]!));
            if (page["next"] is not { } token)
                return [.. ids];
            next = $"&next={token}";
        }
    }
}
