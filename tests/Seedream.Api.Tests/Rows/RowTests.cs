using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Seedream.Api.Tests.Support;
using Seedream.Core.Batches;
using Seedream.Core.Jobs;
using Seedream.Core.Outcomes;
using Seedream.Core.Reporting;
using Seedream.Core.Storage;

namespace Seedream.Api.Tests.Rows;

public class RowTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Theory]
    [InlineData("", new[] { 1, 2, 3, 4 })]
    [InlineData("outcome=succeeded", new[] { 1, 2, 4 })]
    [InlineData("outcome=invalid,failed", new[] { 3 })]
    [InlineData("outcome=pending", new int[0])]
    [InlineData("search=WHALE", new[] { 2 })]
    [InlineData("search=pond", new[] { 4 })]
    [InlineData("search=none&outcome=invalid", new[] { 3 })]
    [InlineData("search=none&outcome=succeeded", new int[0])]
    public async Task List_OfAnEndedBatch_FiltersAndFinds(string query, int[] rows) =>
        Assert.Equal(rows, await RowsAsync(fixture.Server, fixture.Batch, query));

    [Fact]
    public async Task List_OfARunningBatch_ShowsWhatWaits()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Starter.Runs = false;
        string id = (string)(await (await server.PostCsvAsync(ApiFixture.Csv)).JsonAsync(202))["id"]!;
        JobOutcome outcome = new() { Row = 4, Outcome = OutcomeKind.Failed, ErrorCode = "API400", Error = "no frogs", Attempts = 1, Attempt = 1 };
        await server.Get<OutcomeStore>().WriteAsync(id, 1, outcome, CancellationToken.None);

        Assert.Equal(new[] { 1, 2, 3, 4 }, await RowsAsync(server, id, ""));
        Assert.Equal(new[] { 1, 2 }, await RowsAsync(server, id, "outcome=pending"));
        Assert.Equal(new[] { 3, 4 }, await RowsAsync(server, id, "outcome=failed,invalid"));
        Assert.Equal(new[] { 2 }, await RowsAsync(server, id, "search=sea"));
        JsonNode page = await (await server.Client.GetAsync($"/api/batches/{id}/rows?limit=4")).JsonAsync(200);
        Assert.Null(page["rows"]![0]!["outcome"]);
        Assert.Equal("no frogs", (string)page["rows"]![3]!["error"]!);

        // A list begun while it ran goes on after it has ended.
        JsonNode first = await (await server.Client.GetAsync($"/api/batches/{id}/rows?limit=2")).JsonAsync(200);
        server.Starter.Release();
        await server.Starter.EndOf(id);
        JsonNode second = await (await server.Client.GetAsync($"/api/batches/{id}/rows?limit=2&next={first["next"]}")).JsonAsync(200);
        Assert.Equal(3, (int)second["rows"]![0]!["row"]!);
    }

    [Fact]
    public async Task List_TokenOfAnotherFilter_IsRefused()
    {
        JsonNode page = await (await fixture.Client.GetAsync($"/api/batches/{fixture.Batch}/rows?limit=1")).JsonAsync(200);

        await (await fixture.Client.GetAsync($"/api/batches/{fixture.Batch}/rows?limit=1&search=a&next={page["next"]}")).ProblemAsync("HTTP4002");
        await (await fixture.Client.GetAsync($"/api/batches/{fixture.Batch}/rows?outcome=lost")).ProblemAsync("HTTP4001");
        await (await fixture.Client.GetAsync($"/api/batches/{fixture.Batch}/rows?limit=501")).ProblemAsync("HTTP4001");
    }

    [Fact]
    public async Task List_Of100000Rows_GoesThroughThemInPages()
    {
        const int Rows = 100_000;
        await using ApiServer server = await ApiServer.StartAsync();
        BatchRecord batch = new()
        {
            Id = "large-0123456789",
            File = "large.csv",
            ContentSha256 = "",
            Defaults = new JobDefaults(),
            Status = BatchStatus.CompletedWithErrors,
            CreatedAt = DateTimeOffset.UnixEpoch,
            StartedAt = DateTimeOffset.UnixEpoch,
            CompletedAt = DateTimeOffset.UnixEpoch.AddDays(1),
            Rows = Rows,
        };
        await server.Get<BatchStore>().GetOrCreateAsync(batch, CancellationToken.None);
        await using (ObjectWriter writer = await server.Storage.Images.CreateWriterAsync($"{batch.Id}/results.jsonl", "application/x-ndjson", CancellationToken.None))
        {
            for (int row = 1; row <= Rows; row++)
            {
                ResultRecord record = new() { Row = row, Line = row + 1, Outcome = row % 30_000 == 0 ? OutcomeKind.Failed : OutcomeKind.Succeeded, Attempts = 1, Input = new JobInput { Prompt = $"number {row}" } };
                await writer.Stream.WriteAsync(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(record, ReportingJson.Default.ResultRecord) + "\n"));
            }

            await writer.CommitAsync(CancellationToken.None);
        }

        Assert.Equal(new[] { 30_000, 60_000, 90_000 }, await RowsAsync(server, batch.Id, "outcome=failed"));
        Assert.Equal(new[] { 77_777 }, await RowsAsync(server, batch.Id, "search=number%2077777"));
        JsonNode page = await (await server.Client.GetAsync($"/api/batches/{batch.Id}/rows?limit=500")).JsonAsync(200);
        Assert.Equal(500, (int)page["looked_at"]!);
    }

    private static async Task<int[]> RowsAsync(ApiServer server, string batch, string query)
    {
        List<int> rows = [];
        string? next = "";
        while (next is not null)
        {
            JsonNode page = await (await server.Client.GetAsync($"/api/batches/{batch}/rows?limit=2&{query}{next}")).JsonAsync(200);
            rows.AddRange(page["rows"]!.AsArray().Select(row => (int)row!["row"]!));
            next = page["next"] is { } token ? $"&next={token}" : null;
        }

        return [.. rows];
    }
}
