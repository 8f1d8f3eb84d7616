namespace Seedream.Benchmarks.Scenarios;

/// <summary>Every scenario, in the order in which they run.</summary>
internal static class AllScenarios
{
    public static IReadOnlyList<Scenario> List { get; } =
    [
        new("makespan", "1,000 jobs of 8 s, 64 at a time: makespan, looks, lag, requests", IsBudget: true, MakespanScenario.MeasureAsync),
        new("throughput", "instant generation, tiny images: jobs per second", IsBudget: true, ThroughputScenario.MeasureAsync),
    ];

    public static Scenario? Find(string name) => List.FirstOrDefault(scenario => scenario.Name == name);
}
