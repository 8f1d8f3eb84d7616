using Seedream.Benchmarks.Reporting;
using Seedream.Benchmarks.Running;
using Seedream.Core.Conducting;
using Seedream.Core.Orchestration;
using Seedream.Core.Tests.Conducting;

namespace Seedream.Benchmarks.Scenarios;

/// <summary>A conductor as a durable host runs it, in virtual time: how long its history and how large its state ever get.</summary>
internal static class BoardScenario
{
    private const int Window = 128;

    public static Task MeasureAsync(Workbench bench)
    {
        foreach (int rows in new[] { bench.Size(3_000, 400), bench.Size(30_000, 800) })
        {
            VirtualClock clock = new();
            double[] seconds = LogNormal.Seconds(rows, 8, 0.3);
            // More than the window at a time, so that everything that can be in flight is.
            FakeWorld world = new(clock, 7, rows, 2 * Window) { Seconds = row => seconds[row - 1], MostLatencyMs = 400 };
            VirtualHost host = new(clock, world);
            ConductorInput input = new()
            {
                Share = new BatchShare { Batch = "b", Round = 1 },
                Settings = new BoardSettings { Window = Window, GridMs = 1_000, SubmitLeast = 16 },
            };
            Progress? end = host.Run(input, int.MaxValue);
            if (end?.Ended.Values.Sum() != rows)
                throw new InvalidOperationException($"{end?.Ended.Values.Sum()} of {rows} jobs ended");
            string note = $"{Text.Of(rows)} rows, {Text.Of(host.Generations)} generations";
            bench.Found(new Finding { What = "history events of one generation", Value = host.MostEvents, AtMost = 1_000, Note = note });
            bench.Found(new Finding { What = "serialized board, 128 in flight", Value = host.LargestState / 1024.0, Unit = "KB", AtMost = 32, Note = note });
        }

        return Task.CompletedTask;
    }
}
