using Seedream.Benchmarks.Children;
using Seedream.Benchmarks.Reporting;
using Seedream.Benchmarks.Running;
using Seedream.Local.Tests.Running;
using Seedream.Simulator;

namespace Seedream.Benchmarks.Scenarios;

/// <summary>
/// 24 hours of hourly batches in one process, on a clock that runs faster for product and API alike: memory and handles of the
/// last hours against those of the first, once everything has been used.
/// </summary>
internal static class SoakScenario
{
    private const int Settled = 4;

    public static async Task MeasureAsync(Workbench bench)
    {
        double speed = bench.Quick ? 20_000 : 240;
        int rows = bench.Size(600, 2);
        FastTime clock = new(speed);
        await using SimulatorServer api = await bench.StartApiAsync(new SimulatorOptions { MedianSeconds = 60, TinyImages = true, Clock = clock });
        string folder = bench.NewFolder();
        ChildFigures run = await ChildProcess.RunAsync(new ChildOrder
        {
            Work = ChildWork.Soak,
            Folder = folder,
            Api = api.BaseUrl,
            Token = api.Token,
            Rows = rows,
            Speed = speed,
            // These seconds pass faster, and the machine may be busy.
            Settings = new Dictionary<string, string?> { ["RunComfy:SubmitTimeout"] = "00:10:00", ["RunComfy:CallTimeout"] = "00:10:00", ["RunComfy:DownloadTimeout"] = "01:00:00" },
        });
        int wanted = SoakWork.Hours * rows;
        string hours = $"{Text.Of(run.Samples[^1].Hour, "F1")} hours in {Text.Of(run.Seconds, "F0")} s, {Text.Of(wanted)} jobs";
        bench.Found(new Finding { What = "jobs that succeeded ÷ wanted", Value = run.Succeeded / (double)wanted, AtLeast = 1, AtMost = 1, Note = hours });
        bench.Found(new Finding { What = "jobs paid ÷ wanted", Value = api.Account.Paid / (double)wanted, AtLeast = 1, AtMost = 1 });
        Flat("live objects", sample => sample.HeapBytes, 1e6, "MB");
        Flat("resident memory", sample => sample.ResidentBytes, 1e6, "MB");
        Flat("open handles", sample => sample.Handles, 1, "");
        Flat("threads", sample => sample.Threads, 1, "");
        int left = Directory.GetFiles(Path.Combine(folder, "seedream", ".seedream2", "unfinished"), "*.tmp", SearchOption.AllDirectories).Length;
        bench.Found(new Finding { What = "unfinished files left", Value = left, AtMost = 0 });

        void Flat(string what, Func<Sample, double> of, double unit, string unitName)
        {
            double early = run.Samples.Skip(Settled).Take(Settled).Average(of) / unit, late = run.Samples.TakeLast(Settled).Average(of) / unit;
            bench.Found(new Finding { What = $"{what}: last hours ÷ first", Value = late / early, AtMost = 1.25, Note = $"{Text.Of(early, "F1")} {unitName} in hours 5 to 8, {Text.Of(late, "F1")} {unitName} in the last four" });
        }
    }
}
