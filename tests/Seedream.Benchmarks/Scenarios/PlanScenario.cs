using Seedream.Benchmarks.Children;
using Seedream.Benchmarks.Reporting;
using Seedream.Benchmarks.Running;

namespace Seedream.Benchmarks.Scenarios;

/// <summary>Planning a large prompt file.</summary>
internal static class PlanScenario
{
    public static async Task MeasureAsync(Workbench bench)
    {
        int rows = bench.Size(1_000_000, 3_000);
        ChildFigures plan = await ChildProcess.RunAsync(new ChildOrder { Work = ChildWork.Plan, Folder = bench.NewFolder(), Rows = rows, WarmUpRows = bench.Size(100_000, 100) });
        if (plan.Succeeded != rows)
            throw new InvalidOperationException($"{plan.Succeeded} of {rows} rows are valid");
        string note = $"{Text.Of(rows)} rows, {Text.Of(plan.Bytes >> 20)} MB, in {Text.Of(plan.Seconds, "F1")} s, {Text.Of(plan.CpuSeconds, "F1")} s of processor time";
        bench.Found(new Finding { What = "rows planned per second", Value = rows / plan.Seconds, Unit = "rows/s", AtLeast = 200_000, Note = note });
        bench.Found(new Finding { What = "peak memory", Value = plan.PeakBytes / 1e6, Unit = "MB", AtMost = 200, Note = "the whole process" });
    }
}
