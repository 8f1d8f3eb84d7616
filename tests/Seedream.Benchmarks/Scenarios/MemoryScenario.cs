using Seedream.Benchmarks.Children;
using Seedream.Benchmarks.Reporting;
using Seedream.Benchmarks.Running;
using Seedream.Simulator;

namespace Seedream.Benchmarks.Scenarios;

/// <summary>As many large images at a time as there are jobs in flight: all of them finish at once.</summary>
internal static class MemoryScenario
{
    private const int InFlight = 64;

    public static async Task MeasureAsync(Workbench bench)
    {
        int jobs = bench.Size(192, 16);
        int bytes = bench.Size(16_000_000, 200_000);
        await using SimulatorServer api = await bench.StartApiAsync(new SimulatorOptions { MedianSeconds = 0, ImageBytes = bytes });
        ChildFigures run = await ChildProcess.RunAsync(new ChildOrder
        {
            Work = ChildWork.Batch,
            Folder = bench.NewFolder(),
            Api = api.BaseUrl,
            Token = api.Token,
            Rows = jobs,
            Parallel = InFlight,
        });
        if (run.Succeeded != jobs)
            throw new InvalidOperationException($"{run.Succeeded} of {jobs} jobs succeeded");
        bench.Found(new Finding
        {
            What = "peak memory",
            Value = run.PeakBytes / 1e6,
            Unit = "MB",
            AtMost = 300,
            Note = $"the whole process; {Text.Of(jobs)} images of {Text.Of(bytes / 1_000_000)} MB in {Text.Of(run.Seconds, "F1")} s",
        });
    }
}
