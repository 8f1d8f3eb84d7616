using Seedream.Benchmarks.Children;
using Seedream.Benchmarks.Reporting;
using Seedream.Benchmarks.Running;
using Seedream.Simulator;

namespace Seedream.Benchmarks.Scenarios;

/// <summary>What a batch of ten times the rows costs: processor time, storage calls, requests to the API.</summary>
internal static class ScaleScenario
{
    public static async Task MeasureAsync(Workbench bench)
    {
        int rows = bench.Size(2_000, 40);
        Cost one = await RunAsync(bench, rows);
        Cost ten = await RunAsync(bench, 10 * rows);
        string sizes = $"{Text.Of(10 * rows)} rows against {Text.Of(rows)}";
        bench.Found(new Finding { What = "processor time of ten times the rows", Value = ten.Cpu / one.Cpu, AtMost = 10.5, Note = $"{sizes}: {Text.Of(ten.Cpu, "F1")} s against {Text.Of(one.Cpu, "F1")} s" });
        bench.Found(new Finding { What = "storage calls of ten times the rows", Value = ten.Storage / one.Storage, AtMost = 10.5, Note = $"{sizes}: {Text.Of(ten.Storage / 10 / rows, "F2")} per job against {Text.Of(one.Storage / rows, "F2")}" });
        bench.Found(new Finding { What = "API requests of ten times the rows", Value = ten.Api / one.Api, AtMost = 10.5, Note = $"{sizes}: {Text.Of(ten.Api / 10 / rows, "F2")} per job against {Text.Of(one.Api / rows, "F2")}" });
    }

    private static async Task<Cost> RunAsync(Workbench bench, int rows)
    {
        await using SimulatorServer api = await bench.StartApiAsync(new SimulatorOptions { MedianSeconds = 0, TinyImages = true });
        string folder = bench.NewFolder();
        // Compiled code costs the same whatever the size: it must not make the small batch look dear.
        int warmUp = bench.Size(2_000, 20);
        ChildFigures run = await ChildProcess.RunAsync(new ChildOrder
        {
            Work = ChildWork.Batch,
            Folder = folder,
            Api = api.BaseUrl,
            Token = api.Token,
            Rows = rows,
            WarmUpRows = warmUp,
        });
        Directory.Delete(folder, recursive: true);
        return run.Succeeded == rows
            ? new Cost(run.CpuSeconds, run.StorageCalls.Values.Sum(), api.Requests.ApiCalls * (rows / (double)(rows + warmUp)))
            : throw new InvalidOperationException($"{run.Succeeded} of {rows} jobs succeeded");
    }

    private sealed record Cost(double Cpu, double Storage, double Api);
}
