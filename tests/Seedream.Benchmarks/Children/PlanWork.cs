using Seedream.Benchmarks.Running;
using Seedream.Core.Intake;
using Seedream.Core.Jobs;
using Seedream.Core.Planning;
using Seedream.Core.Storage;

namespace Seedream.Benchmarks.Children;

/// <summary>Parses, validates and plans a prompt file, on the disk from end to end.</summary>
internal static class PlanWork
{
    private const int RowsAtOnce = 10_000;

    public static async Task<ChildFigures> RunAsync(ChildOrder order)
    {
        PipelineStorage storage = FolderStorage.Open(order.Folder);
        BatchPlanner planner = new(storage);
        IntakeOptions options = new() { MaxRows = 10_000_000, MaxBytes = 16L << 30, MaxImages = 1_000_000_000, MaxCostUsd = 100_000_000 };
        if (order.WarmUpRows > 0)
            await PlanAsync("warm-up", order.WarmUpRows);
        string file = await WriteAsync(order.Folder, order.Rows);
        Meter meter = new();
        PlanSummary plan = await PlanFileAsync("measured", file);
        return meter.Read() with { Succeeded = plan.ValidRows, Bytes = new FileInfo(file).Length };

        async Task PlanAsync(string name, int rows) => await PlanFileAsync(name, await WriteAsync(order.Folder, rows));

        async Task<PlanSummary> PlanFileAsync(string name, string path)
        {
            await using FileStream content = File.OpenRead(path);
            return await planner.PlanAsync(name, "measured.csv", content, options, new JobDefaults(), 0.028m, CancellationToken.None);
        }
    }

    private static async Task<string> WriteAsync(string folder, int rows)
    {
        string path = Path.Combine(folder, "measured.csv");
        await using FileStream file = File.Create(path);
        for (int first = 1; first <= rows; first += RowsAtOnce)
        {
            byte[] part = Prompts.Csv(Math.Min(RowsAtOnce, rows - first + 1), first);
            // The header stands in the first part only.
            int skip = first == 1 ? 0 : Array.IndexOf(part, (byte)'\n') + 1;
            await file.WriteAsync(part.AsMemory(skip));
        }

        return path;
    }
}
