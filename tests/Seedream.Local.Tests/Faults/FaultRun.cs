using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Seedream.Core.Batches;
using Seedream.Core.RunComfy;
using Seedream.Core.Storage;
using Seedream.Local.Tests.Running;
using Seedream.Local.Tests.Support;
using Seedream.Simulator;
using Seedream.Simulator.Faults;

namespace Seedream.Local.Tests.Faults;

/// <summary>Runs cells as rows of a batch, each with its fault in its prompt, and says what became of them.</summary>
internal sealed class FaultRun(bool statusFirst)
{
    // A wait of a minute takes six seconds.
    private const double Speed = 10;

    // Two dozen batches run at once.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    // Another than the configured one, and not so much more that it would halt the batch.
    private const decimal TruePrice = 0.04m;
    private readonly Dictionary<string, string?> _settings = new(StringComparer.Ordinal)
    {
        ["Waiting:Deadline"] = "00:04:00",
        ["Waiting:MaxInterval"] = "00:00:05",
        ["Waiting:StatusFirst"] = statusFirst ? "true" : "false",
        ["RunComfy:SubmitTimeout"] = "00:01:00",
        ["RunComfy:CallTimeout"] = "00:01:00",
        ["RunComfy:DownloadTimeout"] = "00:01:00",
        ["RunComfy:MaxFileBytes"] = "2097152",
        ["RunComfy:PricePerImage"] = "0.028",
        ["Waiting:NotFoundGrace"] = "00:02:00",
    };

    /// <summary>Rows whose money is not what the books say, and rows that were paid again too early; none when all is well.</summary>
    public ConcurrentQueue<string> Wrong { get; } = new();

    /// <summary>
    /// Rows of a batch, run to the end; then collected when everything works. And of another one in the same way, which is then
    /// retried.
    /// </summary>
    public async Task<Dictionary<FaultCell, CellEnd>> TogetherAsync(PipelineStorage storage, IReadOnlyList<FaultCell> cells)
    {
        Dictionary<FaultCell, CellEnd>[] both = await Task.WhenAll(
            ThenAsync(storage, cells, "collect", CollectAsync),
            ThenAsync(storage, cells, "retry", (server, pipeline, batch, ends, read) => new Retries(server, pipeline, batch, Wrong).RunAsync(ends, read)));
        return cells.ToDictionary(cell => cell, cell => both[0][cell] with { Collected = both[0][cell].Afterwards, Retried = both[1][cell].Afterwards });
    }

    private async Task<Dictionary<FaultCell, CellEnd>> ThenAsync(PipelineStorage storage, IReadOnlyList<FaultCell> cells, string then, FollowUp followUp)
    {
        bool isMixUp = cells[0].IsMixUp;
        await using SimulatorServer server = await SimulatorServer.StartAsync(Options() with { EchoInput = isMixUp });
        await using Pipeline pipeline = Pipeline.On(server, storage, _settings, speed: Speed);
        if (isMixUp)
            await SubmitForSomebodyAsync(server, "somebody's picture");
        // A plain row behind each, so that no run of unclear answers slows the submissions down.
        int rows = isMixUp ? 1 : 2;
        string batch = await pipeline.AcceptAsync([Header, .. cells.SelectMany((cell, index) => new[] { Row(cell, index, then), Plain(cell, index, then) }.Take(rows))], TruePrice);
        await pipeline.RunAsync(batch);
        Dictionary<int, RowEnd> ends = await ReadAsync();
        bool leavesOthersAlone = !isMixUp && !cells[0].IsAccountWide && !cells[0].IsRateLimit;
        if (leavesOthersAlone && ends.Where(end => end.Key % 2 == 0 && end.Value.Outcome != "succeeded").Select(end => (int?)end.Key).FirstOrDefault() is { } plain)
            Wrong.Enqueue($"the plain row behind {cells[(plain / 2) - 1]} is {ends[plain].Outcome}: {(await pipeline.Get<BatchStore>().GetAsync(batch, default)).Reason}");
        CellEnd[] found = [.. cells.Select((_, index) => Describe(server, batch, (rows * index) + 1, ends))];

        server.Faults = new FaultPlan { PromptTriggers = false };
        Dictionary<int, string> afterwards = await followUp(server, pipeline, batch, ends, ReadAsync);
        return cells.Select((cell, index) => (cell, index)).ToDictionary(
            entry => entry.cell, entry => found[entry.index] with { Afterwards = afterwards.GetValueOrDefault((rows * entry.index) + 1) });

        Task<Dictionary<int, RowEnd>> ReadAsync() => DescribeAsync(server, pipeline, batch, cells, rows);
    }

    private static async Task<Dictionary<int, string>> CollectAsync(SimulatorServer server, Pipeline pipeline, string batch, Dictionary<int, RowEnd> ends, Func<Task<Dictionary<int, RowEnd>>> read)
    {
        int accepted = server.Account.Submissions.Count;
        if ((await pipeline.Get<BatchRounds>().BeginCollectAsync(batch, default)).Rows == 0)
            return [];
        await pipeline.RunAsync(batch);
        Assert.Equal(accepted, server.Account.Submissions.Count);
        return (await read()).Where(end => end.Value.Outcome != ends[end.Key].Outcome).ToDictionary(end => end.Key, end => end.Value.Outcome);
    }

    /// <summary>What is done when the fault is over, and what came of it for the rows it touched.</summary>
    private delegate Task<Dictionary<int, string>> FollowUp(SimulatorServer server, Pipeline pipeline, string batch, Dictionary<int, RowEnd> ends, Func<Task<Dictionary<int, RowEnd>>> read);

    /// <summary>A submission that is never let through: nothing is paid, and a cancel ends the waiting.</summary>
    public async Task<CellEnd> WaitingAsync(PipelineStorage storage, FaultCell cell)
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(Options());
        await using Pipeline pipeline = Pipeline.On(server, storage, _settings, speed: Speed);
        string batch = await pipeline.AcceptAsync(["prompt", Prompt(cell, 0, "wait")], TruePrice);
        Task<BatchResult> run = pipeline.RunAsync(batch);
        await Eventually.IsTrueAsync(() => server.Requests.Submit >= 3, "three refused submissions", Patience);
        Assert.False(run.IsCompleted);
        await pipeline.Get<StopMarkers>().CancelAsync(batch, 1, "enough", default);
        await run;
        Dictionary<int, RowEnd> ends = await DescribeAsync(server, pipeline, batch, [cell], rows: 1);
        Assert.Equal("not_submitted JOB003", ends[1].Outcome);
        return Describe(server, batch, 1, ends) with { Outcome = "waits" };
    }

    /// <summary>
    /// Queued rows of a batch that is cancelled while somebody else keeps the API busy: until every row was cancelled where the
    /// fault strikes once, until every cancel was tried again in vain where it strikes every time.
    /// </summary>
    public async Task<Dictionary<FaultCell, CellEnd>> CancelledAsync(PipelineStorage storage, IReadOnlyList<FaultCell> cells)
    {
        LeapingClock clock = new();
        await using SimulatorServer server = await SimulatorServer.StartAsync(Options() with { Clock = clock, Capacity = 1, GenerationTime = input => input.Prompt.StartsWith("busy", StringComparison.Ordinal) ? TimeSpan.FromHours(1) : TimeSpan.FromSeconds(0.02) });
        await using Pipeline pipeline = Pipeline.On(server, storage, new(_settings, StringComparer.Ordinal) { ["Waiting:Deadline"] = "01:00:00" }, speed: Speed);
        string batch = await pipeline.AcceptAsync(["prompt", .. cells.Select((cell, index) => Prompt(cell, index, "cancel"))], TruePrice);
        await SubmitForSomebodyAsync(server, "busy");

        int ended = 0;
        pipeline.Runner.Progressed = (_, progress) => ended = progress.Ended.Values.Sum();
        Task<BatchResult> run = pipeline.RunAsync(batch);
        await Eventually.IsTrueAsync(() => server.Account.Paid == cells.Count + 1 && server.Requests.Status > 0, "everything to be queued", Patience);
        await pipeline.Get<StopMarkers>().CancelAsync(batch, 1, "enough", default);
        await Eventually.IsTrueAsync(() => ended >= cells.Count || cells.Select((cell, index) => IsDecided(cell, index + 1)).All(decided => decided), "the cancels", Patience);
        clock.Leap(TimeSpan.FromHours(2));
        await run;
        Dictionary<int, RowEnd> ends = await DescribeAsync(server, pipeline, batch, cells, rows: 1);
        return cells.Select((cell, index) => (cell, row: index + 1)).ToDictionary(entry => entry.cell, entry => Describe(server, batch, entry.row, ends));

        bool IsDecided(FaultCell cell, int row) => server.Account.PaidFor($"{batch}/{row}/1") == 0 || (cell.Always && server.Requests.CountOf(cell.Fault) > 1);
    }

    /// <summary>What an image is said to cost, and what becomes of a row for which that, the model or the balance was asked.</summary>
    public async Task<CellEnd> InfoAsync(PipelineStorage storage, FaultCell cell)
    {
        FaultPlan plan = new() { HangTime = TimeSpan.FromMinutes(1), SlowTime = TimeSpan.FromSeconds(1) };
        plan.Next(FaultStage.Info, cell.Fault, cell.Always ? 1000 : 1);
        await using SimulatorServer server = await SimulatorServer.StartAsync(Options() with { Faults = plan });
        await using Pipeline pipeline = Pipeline.On(server, storage, _settings, speed: Speed);
        decimal price = await pipeline.Get<ImagePrice>().GetAsync(default);
        Assert.True(price is TruePrice or 0.028m);
        string batch = await pipeline.AcceptAsync(["prompt", $"a boat {Unique(cell)}"], price);
        await pipeline.RunAsync(batch);
        Dictionary<int, RowEnd> ends = await DescribeAsync(server, pipeline, batch, [cell], rows: 1);
        CellEnd end = Describe(server, batch, 1, ends);
        return end with { Outcome = $"{(price == TruePrice ? "the API's price" : "the configured price")}, {end.Outcome}" };
    }

    private static SimulatorOptions Options() => new()
    {
        MedianSeconds = 0.1,
        Sigma = 0.1,
        Capacity = 200,
        TinyImages = true,
        ImageBytes = 4000,
        PricePerImage = TruePrice,
        Faults = new FaultPlan { RetryAfter = TimeSpan.FromSeconds(2), HangTime = TimeSpan.FromSeconds(60), SlowTime = TimeSpan.FromSeconds(1), NotFoundTime = TimeSpan.FromSeconds(3) },
    };

    private const string Header = "prompt,sequential_image_generation,max_images,output_format";

    private static string Row(FaultCell cell, int index, string then) =>
        $"{Prompt(cell, index, then)},{(cell.Fault == Fault.PartialGroup ? "auto,4" : ",")},{cell.Entry.Format}";

    private static string Prompt(FaultCell cell, int index, string then) =>
        $"{(cell.Fault == Fault.PartialGroup ? "4 images of" : "a boat")} {index} {then} {Unique(cell)} {cell.Trigger}";

    private static string Plain(FaultCell cell, int index, string then) => $"plain {index} {then} {Unique(cell)},,,";

    private static string Unique(FaultCell cell) => $"{cell.Stage} {cell.Name} {(cell.Always ? "always" : "once")}";

    private static async Task SubmitForSomebodyAsync(SimulatorServer server, string prompt)
    {
        using HttpClient somebody = new();
        somebody.DefaultRequestHeaders.Authorization = new("Bearer", server.Token);
        using StringContent content = new($$"""{"prompt": "{{prompt}}"}""", Encoding.UTF8, "application/json");
        (await somebody.PostAsync(new Uri(server.BaseUrl, $"/v1/models/{server.Options.Model}"), content)).EnsureSuccessStatusCode();
    }

    private static CellEnd Describe(SimulatorServer server, string batch, int row, Dictionary<int, RowEnd> ends) =>
        new(ends[row].Outcome, server.Account.PaidFor($"{batch}/{row}/1"), MoneyOf(server, batch, row, ends[row]));

    private static Money MoneyOf(SimulatorServer server, string batch, int row, RowEnd end) => new(
        server.Account.Submissions.Where(submission => submission.Marker.StartsWith($"{batch}/{row}/", StringComparison.Ordinal)).Sum(submission => submission.CostUsd), end.Reported, end.Open);

    // What the results say of each row, whose money is held against the books at once.
    private async Task<Dictionary<int, RowEnd>> DescribeAsync(SimulatorServer server, Pipeline pipeline, string batch, IReadOnlyList<FaultCell> cells, int rows)
    {
        await pipeline.CheckAsync(batch, cells.Count * rows, isOtherFile: row => cells[(row - 1) / rows] is { IsOtherFile: true } or { IsMixUp: true });
        string results = Encoding.UTF8.GetString((await pipeline.Storage.Images.TryReadAsync($"{batch}/results.jsonl", default))!.Content.Span);
        Dictionary<int, RowEnd> ends = [];
        foreach (string line in results.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using JsonDocument json = JsonDocument.Parse(line);
            JsonElement row = json.RootElement;
            RowEnd end = new($"{row.GetProperty("outcome").GetString()} {row.GetProperty("error_code").GetString()}".Trim(), Usd(row, "cost_usd"), Usd(row, "open_cost_usd"));
            int number = row.GetProperty("row").GetInt32();
            if (end.Outcome == "succeeded" && cells[(number - 1) / rows].IsMixUp && !HasOwnPictures(server, $"{batch}/{number}/", row))
                end = end with { Outcome = "succeeded with another's picture" };
            if (end.Outcome == "succeeded" && server.HashesOf(row.GetProperty("request_id").GetString()!).Count is var made && row.GetProperty("files").GetArrayLength() is var kept && kept != made)
                end = end with { Outcome = $"succeeded with {kept} of {made} images" };
            Money money = MoneyOf(server, batch, number, end);
            if (!money.IsRight)
                Wrong.Enqueue($"{cells[(number - 1) / rows]}, row {number} ({end.Outcome}): {money}");
            ends[number] = end;
        }

        return ends;
    }

    private static bool HasOwnPictures(SimulatorServer server, string marker, JsonElement row)
    {
        string[] own = [.. server.Account.Submissions.Where(submission => submission.Marker.StartsWith(marker, StringComparison.Ordinal)).SelectMany(submission => server.HashesOf(submission.RequestId))];
        return row.GetProperty("files").EnumerateArray().All(file => own.Contains(file.GetProperty("sha256").GetString()!, StringComparer.Ordinal));
    }

    private static decimal Usd(JsonElement row, string property) =>
        row.TryGetProperty(property, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetDecimal() : 0;
}
