using Seedream.Azure.Tests;
using Seedream.Benchmarks.Children;
using Seedream.Benchmarks.Reporting;
using Seedream.Benchmarks.Running;
using Seedream.Simulator;

namespace Seedream.Benchmarks.Scenarios;

/// <summary>Much work at once: that all of it is done, once, and what it takes.</summary>
internal static class LoadScenarios
{
    public static readonly SimulatorOptions Fast = new() { MedianSeconds = 0.005, TinyImages = true };

    public static Task FolderAsync(Workbench bench) => BatchAsync(bench, bench.Size(100_000, 60), account: null);

    public static async Task AzuriteAsync(Workbench bench)
    {
        if (Azurite.WhyNot is { } reason)
        {
            Console.Error.WriteLine($"  left out: {reason}");
            return;
        }

        await using Azurite azurite = new();
        await azurite.InitializeAsync();
        await BatchAsync(bench, bench.Size(20_000, 30), azurite.NewAccount());
    }

    private static async Task BatchAsync(Workbench bench, int rows, string? account)
    {
        await using SimulatorServer api = await bench.StartApiAsync(Fast);
        ChildFigures run = await ChildProcess.RunAsync(new ChildOrder { Work = ChildWork.Batch, Folder = bench.NewFolder(), Account = account, Api = api.BaseUrl, Token = api.Token, Rows = rows });
        Books(bench, api, rows, run.Succeeded);
        bench.Found(new Finding
        {
            What = "jobs per second",
            Value = rows / run.Seconds,
            Unit = "jobs/s",
            Note = $"{Text.Of(rows)} rows in {Text.Of(run.Seconds, "F0")} s, peak memory {Text.Of(run.PeakBytes / 1e6, "F0")} MB, {Text.Of(run.StorageCalls.Values.Sum() / (double)rows, "F2")} storage calls and {Text.Of(api.Requests.ApiCalls / (double)rows, "F2")} API requests per job",
        });
    }

    public static void Books(Workbench bench, SimulatorServer api, int wanted, int succeeded)
    {
        bench.Found(new Finding { What = "jobs that succeeded ÷ wanted", Value = succeeded / (double)wanted, AtLeast = 1, AtMost = 1, Note = $"{Text.Of(succeeded)} of {Text.Of(wanted)}" });
        bench.Found(new Finding { What = "jobs paid ÷ wanted", Value = api.Account.Paid / (double)wanted, AtLeast = 1, AtMost = 1, Note = $"{Text.Of(api.Account.Paid)} paid, {Text.Of(api.Account.DuplicateMarkers.Count)} of them twice" });
    }
}
