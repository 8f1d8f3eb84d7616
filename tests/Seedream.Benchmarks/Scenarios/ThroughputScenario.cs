using Seedream.Benchmarks.Children;
using Seedream.Benchmarks.Reporting;
using Seedream.Benchmarks.Running;
using Seedream.Simulator;

namespace Seedream.Benchmarks.Scenarios;

/// <summary>
/// Instant generation and tiny images, so that nothing is measured but the product's own work: against the plain script with as
/// many jobs in flight, polling every 10 ms. The two take turns, and the median of each counts.
/// </summary>
internal static class ThroughputScenario
{
    private const int Window = 128;

    public static async Task MeasureAsync(Workbench bench)
    {
        int jobs = bench.Size(6_000, 40), warmUp = bench.Size(3_000, 10);
        List<ChildFigures> ours = [], script = [];
        for (int round = 0; round < bench.Size(3, 1); round++)
        {
            ours.Add(await RunAsync(bench, new ChildOrder { Work = ChildWork.Batch, Folder = bench.NewFolder(), Rows = jobs, WarmUpRows = warmUp }));
            script.Add(await RunAsync(bench, new ChildOrder { Work = ChildWork.Script, Folder = bench.NewFolder(), Rows = jobs, WarmUpRows = warmUp, Parallel = Window, PollMs = 10 }));
        }

        double oursPerSecond = jobs / Median(ours, figures => figures.Seconds), scriptPerSecond = jobs / Median(script, figures => figures.Seconds);
        double oursCpu = Median(ours, figures => figures.CpuSeconds) * 1_000 / jobs, scriptCpu = Median(script, figures => figures.CpuSeconds) * 1_000 / jobs;
        double writes = ours[^1].StorageCalls.Where(call => call.Key is "create" or "replace" or "put" or "stream").Sum(call => call.Value) / (double)jobs;
        bench.Found(new Finding
        {
            What = "jobs per second ÷ script",
            Value = oursPerSecond / scriptPerSecond,
            AtLeast = 0.8,
            Note = $"{Text.Of(oursPerSecond, "F0")} jobs/s against {Text.Of(scriptPerSecond, "F0")}; processor time per job {Text.Of(oursCpu, "F2")} ms against {Text.Of(scriptCpu, "F2")} ms; {Text.Of(writes, "F2")} writes per job, the script 1",
        });
    }

    private static double Median(IEnumerable<ChildFigures> runs, Func<ChildFigures, double> of)
    {
        double[] values = [.. runs.Select(of).Order()];
        return values[values.Length / 2];
    }

    private static async Task<ChildFigures> RunAsync(Workbench bench, ChildOrder order)
    {
        await using SimulatorServer api = await bench.StartApiAsync(new SimulatorOptions { MedianSeconds = 0, TinyImages = true });
        ChildFigures figures = await ChildProcess.RunAsync(order with { Api = api.BaseUrl, Token = api.Token });
        Console.Error.WriteLine($"  {order.Work}: {Text.Of(order.Rows / figures.Seconds, "F0")} jobs/s, {Text.Of(figures.CpuSeconds * 1_000 / order.Rows, "F2")} ms of processor time per job");
        return figures.Succeeded == order.Rows ? figures : throw new InvalidOperationException($"{figures.Succeeded} of {order.Rows} jobs succeeded");
    }
}
