using System.Text.Json;
using System.Text.Json.Serialization;
using Seedream.Core.Conducting;
using Seedream.Core.Orchestration;
using Seedream.Core.Tests.Support;

namespace Seedream.Core.Tests.Conducting;

/// <summary>
/// Histories of earlier versions, run again. Where this fails, the change would break batches under way: raise the version of
/// orchestrations (docs/operations.md), then record anew with UPDATE_DOCS=1.
/// </summary>
public sealed class RecordedHistoryTests
{
    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    [Theory]
    [InlineData("quiet", 1, 40, 0.0)]
    [InlineData("troubled", 2, 90, 0.1)]
    public async Task Conductor_RunAgainFromItsHistory_DoesTheSame(string name, int seed, int rows, double troubles)
    {
        string path = Repository.PathOf($"tests/Seedream.Core.Tests/Conducting/histories/{name}.jsonl");
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
            await File.WriteAllLinesAsync(path, Record(seed, rows, troubles).Select(line => JsonSerializer.Serialize(line, Json)));
        Queue<HistoryEvent> history = new((await File.ReadAllLinesAsync(path)).Select(line => JsonSerializer.Deserialize<HistoryEvent>(line, Json)!));

        int generations = 0;
        while (history.Count > 0)
        {
            generations++;
            ConductorInput input = history.Dequeue().Started!.Value.Deserialize<ConductorInput>()!;
            ReplayContext context = new(history);
            Task<Progress> run = Conductor.RunAsync(context, input);
            context.RunToEnd(run);

            HistoryEvent end = history.Dequeue();
            Assert.Equal(end.Progress!.Value.GetRawText(), JsonSerializer.Serialize(await run));
            Assert.Equal(end.ContinuedAsNew?.GetRawText(), context.NextInput is { } next ? JsonSerializer.Serialize(next, next.GetType()) : null);
        }

        Assert.True(generations > 1, "the history should hold a renewal");
    }

    private static List<HistoryEvent> Record(int seed, int rows, double troubles)
    {
        List<HistoryEvent> history = [];
        VirtualClock clock = new();
        FakeWorld world = new(clock, seed, rows, capacity: 8) { Seconds = row => 3 + (row % 7), TroubleRate = troubles, MostLatencyMs = 300 };
        BoardSettings settings = new() { Window = 12, GridMs = 1_000, RenewAfter = 30, SubmitChunk = 8, CheckChunk = 8, CollectChunk = 4 };
        new VirtualHost(clock, world) { Record = history.Add }.Run(new ConductorInput { Share = new BatchShare { Batch = "b", Round = 1 }, Settings = settings }, 100_000);
        return history;
    }
}
