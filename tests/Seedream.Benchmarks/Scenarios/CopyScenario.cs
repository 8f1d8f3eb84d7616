using Seedream.Benchmarks.Children;
using Seedream.Benchmarks.Reporting;
using Seedream.Benchmarks.Running;
using Seedream.Simulator;

namespace Seedream.Benchmarks.Scenarios;

/// <summary>What it costs to check, hash and measure images on their way, against the same copy without. The two take turns.</summary>
internal static class CopyScenario
{
    public static async Task MeasureAsync(Workbench bench)
    {
        int files = bench.Size(48, 4);
        await using SimulatorServer api = await bench.StartApiAsync(new SimulatorOptions { MedianSeconds = 0, ImageBytes = bench.Size(16_000_000, 200_000) });
        List<double> checkedCopy = [], bareCopy = [];
        for (int round = 0; round < bench.Size(5, 1); round++)
        {
            checkedCopy.Add(await RunAsync(ChildWork.Copy));
            bareCopy.Add(await RunAsync(ChildWork.BareCopy));
        }

        double ours = checkedCopy.Order().ElementAt(checkedCopy.Count / 2), bare = bareCopy.Order().ElementAt(bareCopy.Count / 2);
        bench.Found(new Finding { What = "copy throughput ÷ bare stream copy", Value = ours / bare, AtLeast = 0.9, Note = $"{Text.Of(ours, "F0")} MB/s against {Text.Of(bare, "F0")}, {Text.Of(files)} files of 16 MB, four at a time, flushed to disk" });

        async Task<double> RunAsync(ChildWork work)
        {
            string folder = bench.NewFolder();
            ChildFigures run = await ChildProcess.RunAsync(new ChildOrder { Work = work, Folder = folder, Api = api.BaseUrl, Token = api.Token, Rows = files, WarmUpRows = 4 });
            Directory.Delete(folder, recursive: true);
            return run.Bytes / 1e6 / run.Seconds;
        }
    }
}
