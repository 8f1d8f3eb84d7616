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
    };

    /// <summary>Rows of one batch, run to the end; then collected again when everything works.</summary>
    public async Task<Dictionary<FaultCell, CellEnd>> TogetherAsync(PipelineStorage storage, IReadOnlyList<FaultCell> cells)
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(Options());
        await using Pipeline pipeline = Pipeline.On(server, storage, _settings, speed: Speed);
        // A plain row behind each, so that no run of unclear answers slows the submissions down.
        string batch = await pipeline.AcceptAsync(["prompt,sequential_image_generation,max_images", .. cells.SelectMany((cell, index) => new[] { Row(cell, index), $"plain {index} {Unique(cells[0])},," })]);
        await pipeline.RunAsync(batch);
        Dictionary<int, string> outcomes = await DescribeAsync(pipeline, batch, cells.Count * 2);
        for (int index = 0; index < cells.Count && !cells[0].IsAccountWide && !cells[0].IsRateLimit; index++)
            Assert.Equal("succeeded", outcomes[(2 * index) + 2]);

        server.Faults = new FaultPlan { PromptTriggers = false };
        Dictionary<int, string> later = outcomes;
        if ((await pipeline.Get<BatchRounds>().BeginCollectAsync(batch, default)).Rows > 0)
        {
            await pipeline.RunAsync(batch);
            later = await DescribeAsync(pipeline, batch, cells.Count * 2);
        }

        return cells.Select((cell, index) => (cell, row: (2 * index) + 1)).ToDictionary(
            entry => entry.cell,
            entry => new CellEnd(outcomes[entry.row], server.Account.PaidFor($"{batch}/{entry.row}/1"), later[entry.row] == outcomes[entry.row] ? null : later[entry.row]));
    }

    /// <summary>A submission that is never let through: nothing is paid, and a cancel ends the waiting.</summary>
    public async Task<CellEnd> WaitingAsync(PipelineStorage storage, FaultCell cell)
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(Options());
        await using Pipeline pipeline = Pipeline.On(server, storage, _settings, speed: Speed);
        string batch = await pipeline.AcceptAsync(["prompt", Row(cell, 0).Split(',')[0]]);
        Task<BatchResult> run = pipeline.RunAsync(batch);
        await Eventually.IsTrueAsync(() => server.Requests.Submit >= 3, "three refused submissions", Patience);
        Assert.False(run.IsCompleted);
        await pipeline.Get<StopMarkers>().CancelAsync(batch, 1, "enough", default);
        await run;
        string outcome = (await DescribeAsync(pipeline, batch, 1))[1];
        Assert.Equal("not_submitted JOB003", outcome);
        return new CellEnd("waits", server.Account.PaidFor($"{batch}/1/1"));
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
        string batch = await pipeline.AcceptAsync(["prompt", .. cells.Select((cell, index) => Row(cell, index).Split(',')[0])]);
        using (HttpClient somebody = new())
        {
            somebody.DefaultRequestHeaders.Authorization = new("Bearer", server.Token);
            using StringContent busy = new("""{"prompt": "busy"}""", Encoding.UTF8, "application/json");
            (await somebody.PostAsync(new Uri(server.BaseUrl, $"/v1/models/{server.Options.Model}"), busy)).EnsureSuccessStatusCode();
        }

        int ended = 0;
        pipeline.Runner.Progressed = (_, progress) => ended = progress.Ended.Values.Sum();
        Task<BatchResult> run = pipeline.RunAsync(batch);
        await Eventually.IsTrueAsync(() => server.Account.Paid == cells.Count + 1 && server.Requests.Status > 0, "everything to be queued", Patience);
        await pipeline.Get<StopMarkers>().CancelAsync(batch, 1, "enough", default);
        await Eventually.IsTrueAsync(() => ended >= cells.Count || cells.Select((cell, index) => IsDecided(cell, index + 1)).All(decided => decided), "the cancels", Patience);
        clock.Leap(TimeSpan.FromHours(2));
        await run;
        Dictionary<int, string> outcomes = await DescribeAsync(pipeline, batch, cells.Count);
        return cells.Select((cell, index) => (cell, row: index + 1)).ToDictionary(
            entry => entry.cell, entry => new CellEnd(outcomes[entry.row], server.Account.PaidFor($"{batch}/{entry.row}/1")));

        bool IsDecided(FaultCell cell, int row) => server.Account.PaidFor($"{batch}/{row}/1") == 0 || (cell.Always && server.Requests.CountOf(cell.Fault) > 1);
    }

    /// <summary>What an image is said to cost.</summary>
    public async Task<CellEnd> PriceAsync(PipelineStorage storage, FaultCell cell)
    {
        FaultPlan plan = new() { HangTime = TimeSpan.FromMinutes(1), SlowTime = TimeSpan.FromSeconds(1) };
        plan.Next(FaultStage.Info, cell.Fault, cell.Always ? 1000 : 1);
        await using SimulatorServer server = await SimulatorServer.StartAsync(Options() with { Faults = plan });
        await using Pipeline pipeline = Pipeline.On(server, storage, _settings, speed: Speed);
        decimal price = await pipeline.Get<ImagePrice>().GetAsync(default);
        Assert.True(price is TruePrice or 0.028m);
        return new CellEnd(price == TruePrice ? "the API's price" : "the configured price", server.Account.Paid);
    }

    private static SimulatorOptions Options() => new()
    {
        MedianSeconds = 0.1,
        Sigma = 0.1,
        Capacity = 200,
        TinyImages = true,
        ImageBytes = 4000,
        PricePerImage = TruePrice,
        Faults = new FaultPlan { RetryAfter = TimeSpan.FromSeconds(2), HangTime = TimeSpan.FromSeconds(60), SlowTime = TimeSpan.FromSeconds(1) },
    };

    private static string Row(FaultCell cell, int index)
    {
        bool group = cell.Fault == Fault.PartialGroup;
        return $"{(group ? "4 images of" : "a boat")} {index} {Unique(cell)} {cell.Trigger},{(group ? "auto,4" : ",")}";
    }

    private static string Unique(FaultCell cell) => $"{cell.Stage} {cell.Name} {(cell.Always ? "always" : "once")}";

    private static async Task<Dictionary<int, string>> DescribeAsync(Pipeline pipeline, string batch, int rows)
    {
        await pipeline.CheckAsync(batch, rows);
        string results = Encoding.UTF8.GetString((await pipeline.Storage.Images.TryReadAsync($"{batch}/results.jsonl", default))!.Content.Span);
        Dictionary<int, string> outcomes = [];
        foreach (string line in results.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using JsonDocument json = JsonDocument.Parse(line);
            JsonElement row = json.RootElement;
            outcomes[row.GetProperty("row").GetInt32()] = $"{row.GetProperty("outcome").GetString()} {row.GetProperty("error_code").GetString()}".Trim();
        }

        return outcomes;
    }
}
