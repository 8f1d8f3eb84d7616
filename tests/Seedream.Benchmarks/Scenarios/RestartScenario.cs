using System.Diagnostics;
using Seedream.Benchmarks.Children;
using Seedream.Benchmarks.Reporting;
using Seedream.Benchmarks.Running;
using Seedream.Simulator;

namespace Seedream.Benchmarks.Scenarios;

/// <summary>A batch whose first half is done: how long a new process takes, from its start, to submit the first new row.</summary>
internal static class RestartScenario
{
    public static async Task MeasureAsync(Workbench bench)
    {
        int rows = bench.Size(100_000, 2_000);
        await using SimulatorServer api = await bench.StartApiAsync(new SimulatorOptions { MedianSeconds = 60, TinyImages = true });
        ChildOrder order = new() { Work = ChildWork.HalfDone, Folder = bench.NewFolder(), Api = api.BaseUrl, Token = api.Token, Rows = rows };
        await ChildProcess.RunAsync(order);

        using CancellationTokenSource seen = new();
        long start = Stopwatch.GetTimestamp();
        Task<ChildFigures> run = ChildProcess.RunAsync(order with { Work = ChildWork.Batch }, seen.Token);
        while (api.Requests.Submit == 0 && !run.IsCompleted)
            await Task.Delay(10);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        await seen.CancelAsync();
        await ((Task)run).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (api.Account.Submissions is not [var first, ..])
            throw new InvalidOperationException("nothing was submitted");
        int row = Prompts.NumberOf(first.Input.Prompt);
        if (row <= rows / 2)
            throw new InvalidOperationException($"row {row} was done and was submitted again");
        bench.Found(new Finding { What = "restart to first new submission", Value = seconds, Unit = "s", AtMost = 10, Note = $"{Text.Of(rows)} rows, half of them done; from the start of the process; first row {Text.Of(row)}" });
    }
}
