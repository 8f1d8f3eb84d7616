using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Seedream.Benchmarks.Running;
using Seedream.Core.Batches;
using Seedream.Core.Identity;
using Seedream.Core.Planning;
using Seedream.Core.Settings;
using Seedream.Core.Storage;

namespace Seedream.Benchmarks.Children;

/// <summary>Takes a prompt file in, on the disk from end to end: identifies its content, then parses, validates and plans it.</summary>
internal static class PlanWork
{
    private const int RowsAtOnce = 10_000;

    private static readonly Dictionary<string, string?> Unlimited = new(StringComparer.Ordinal)
    {
        ["Seedream:RunComfy:ApiToken"] = "none",
        ["Seedream:Intake:MaxRows"] = "10000000",
        ["Seedream:Intake:MaxBytes"] = "17179869184",
        ["Seedream:Intake:MaxImages"] = "1000000000",
        ["Seedream:Intake:MaxCostUsd"] = "100000000",
    };

    public static async Task<ChildFigures> RunAsync(ChildOrder order)
    {
        PipelineStorage storage = FolderStorage.Open(order.Folder);
        ServiceCollection services = new();
        services.AddLogging();
        services.AddSingleton(storage);
        services.AddPipeline(new ConfigurationBuilder().AddInMemoryCollection(Unlimited).Build());
        await using ServiceProvider provider = services.BuildServiceProvider();
        BatchIntake intake = provider.GetRequiredService<BatchIntake>();
        if (order.WarmUpRows > 0)
            await PlanAsync("warm-up", order.WarmUpRows);
        string file = await WriteAsync(order.Folder, order.Rows);
        Meter meter = new();
        PlanSummary plan = await PlanFileAsync("measured", file);
        return meter.Read() with { Succeeded = plan.ValidRows, Bytes = new FileInfo(file).Length };

        async Task PlanAsync(string name, int rows) => await PlanFileAsync(name, await WriteAsync(order.Folder, rows));

        async Task<PlanSummary> PlanFileAsync(string name, string path)
        {
            BatchFile prompts = new() { Open = _ => Task.FromResult<Stream>(File.OpenRead(path)), Name = $"{name}.csv", FullName = FullName.OfContainer($"{name}.csv") };
            return (await intake.AcceptAsync(prompts, new BatchOptions(), 0.028m, CancellationToken.None)).Plan;
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
