namespace Seedream.Benchmarks.Scenarios;

/// <summary>Every scenario, in the order in which they run.</summary>
internal static class AllScenarios
{
    public static IReadOnlyList<Scenario> List { get; } =
    [
        new("makespan", "1,000 jobs of 8 s, 64 at a time: makespan, looks, lag, requests", IsBudget: true, MakespanScenario.MeasureAsync),
        new("throughput", "instant generation, tiny images: jobs per second", IsBudget: true, ThroughputScenario.MeasureAsync),
        new("plan", "a prompt file of 1,000,000 rows: rows per second, memory", IsBudget: true, PlanScenario.MeasureAsync),
        new("memory", "64 jobs in flight with images of 16 MB: peak memory", IsBudget: true, MemoryScenario.MeasureAsync),
        new("copy", "copying images into storage against a bare stream copy", IsBudget: true, CopyScenario.MeasureAsync),
        new("restart", "100,000 rows half done: time to the first new submission", IsBudget: true, RestartScenario.MeasureAsync),
        new("board", "history and state of a conductor, in virtual time", IsBudget: true, BoardScenario.MeasureAsync),
        new("scale", "what ten times the rows cost", IsBudget: true, ScaleScenario.MeasureAsync),
        new("host", "a running host over HTTP, for example Durable Functions: makespan", IsBudget: false, HostScenario.MeasureAsync),
        new("load-folder", "100,000 rows end to end on a folder", IsBudget: false, LoadScenarios.FolderAsync),
        new("load-azurite", "20,000 rows end to end on Azurite", IsBudget: false, LoadScenarios.AzuriteAsync),
        new("load-queue", "10,000 messages through seedream serve on Azurite", IsBudget: false, QueueScenario.MeasureAsync),
        new("load-http", "200 clients of seedream serve", IsBudget: false, HttpLoadScenario.MeasureAsync),
        new("load-soak", "24 hours on a fast clock: memory, handles, state", IsBudget: false, SoakScenario.MeasureAsync),
    ];

    public static Scenario? Find(string name) => List.FirstOrDefault(scenario => scenario.Name == name);
}
