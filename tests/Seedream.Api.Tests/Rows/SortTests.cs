using System.Globalization;
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

/// <summary>Rows from any place and in other orders, on results of thousands of rows.</summary>
public sealed class SortTests : IAsyncLifetime
{
    private const string Batch = "many-0123456789";
    private const int Rows = 2_500;
    private ApiServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ApiServer.StartAsync();
        DateTimeOffset ended = new(2026, 5, 4, 10, 0, 0, TimeSpan.Zero);
        StringBuilder lines = new();
        for (int row = 1; row <= Rows; row++)
        {
            // Every seventh has neither cost nor times.
            bool done = row % 7 != 0;
            ResultRecord record = new()
            {
                Row = row,
                Line = row + 1,
                Outcome = done ? OutcomeKind.Succeeded : OutcomeKind.NotSubmitted,
                Attempts = 1,
                CostUsd = done ? row * 13 % 100 : null,
                SubmittedAt = done ? ended : null,
                CompletedAt = done ? ended.AddSeconds(row * 31 % 997) : null,
                Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { ["team"] = row % 2 == 0 ? "even" : "odd" },
            };
            lines.Append(JsonSerializer.Serialize(record, ReportingJson.Default.ResultRecord)).Append('\n');
        }

        await _server.Storage.Images.PutAsync(StateLayout.Images(Batch) + ReportNames.ResultsJsonl, Encoding.UTF8.GetBytes(lines.ToString()), "application/x-ndjson", CancellationToken.None);
        await _server.Get<BatchStore>().GetOrCreateAsync(
            new BatchRecord { Id = Batch, File = "many.csv", ContentSha256 = "", Defaults = new JobDefaults(), Status = BatchStatus.CompletedWithErrors, CreatedAt = ended, CompletedAt = ended, Rows = Rows },
            CancellationToken.None);
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(999)]
    [InlineData(1000)]
    [InlineData(1001)]
    [InlineData(2345)]
    [InlineData(2500)]
    public async Task List_From_BeginsThere(int row)
    {
        JsonNode page = await PageAsync($"from={row}&limit=3");

        Assert.Equal(Enumerable.Range(row, Math.Min(3, Rows - row + 1)), RowsOf(page));
        Assert.InRange((int)page["looked_at"]!, 1, 3);
    }

    [Fact]
    public async Task List_FromBeyondTheEnd_IsEmpty() => Assert.Empty(RowsOf(await PageAsync("from=9000")));

    [Theory]
    [InlineData("-seconds", "")]
    [InlineData("seconds", "")]
    [InlineData("-cost", "&search=even")]
    [InlineData("cost", "&outcome=succeeded")]
    [InlineData("-completed", "")]
    [InlineData("-row", "")]
    public async Task List_Sorted_IsInOrderAndWhole(string sort, string filter)
    {
        List<JsonNode> all = [];
        for (string next = ""; ;)
        {
            JsonNode page = await PageAsync($"sort={sort}{filter}&limit=500{next}");
            all.AddRange(page["rows"]!.AsArray().Select(row => row!.DeepClone()));
            if (page["next"] is not { } token)
                break;
            next = $"&next={token}";
        }

        int expected = filter.Length == 0 ? Rows : filter.Contains("even", StringComparison.Ordinal) ? Rows / 2 : Rows - (Rows / 7);
        Assert.Equal(expected, all.Select(row => (int)row["row"]!).Distinct().Count());
        Assert.Equal(expected, all.Count);
        (bool Missing, double Value, int Row)[] keys = [.. all.Select(row => Key(sort, row))];
        Assert.Equal(keys.Order(), keys);
    }

    [Theory]
    [InlineData("sort=size")]
    [InlineData("sort=-seconds&from=3")]
    [InlineData("from=0")]
    public async Task List_UnusableOrder_IsRefused(string query) =>
        await (await _server.Client.GetAsync($"/api/batches/{Batch}/rows?{query}")).ProblemAsync("HTTP4001");

    private static (bool Missing, double Value, int Row) Key(string sort, JsonNode row)
    {
        int number = (int)row["row"]!;
        double? value = sort.TrimStart('-') switch
        {
            "cost" => (double?)row["cost_usd"],
            "row" => number,
            "completed" => row["completed_at"] is { } at ? Time(at).UtcTicks : null,
            _ => row["completed_at"] is { } at ? (Time(at) - Time(row["submitted_at"]!)).TotalSeconds : null,
        };
        return (value is null, sort[0] == '-' ? -(value ?? 0) : value ?? 0, number);
    }

    private static DateTimeOffset Time(JsonNode node) => DateTimeOffset.Parse((string)node!, CultureInfo.InvariantCulture);

    private static IEnumerable<int> RowsOf(JsonNode page) => page["rows"]!.AsArray().Select(row => (int)row!["row"]!);

    private async Task<JsonNode> PageAsync(string query) => await (await _server.Client.GetAsync($"/api/batches/{Batch}/rows?{query}")).JsonAsync(200);
}
