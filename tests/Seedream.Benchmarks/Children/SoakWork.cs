using Seedream.Benchmarks.Running;
using Seedream.Core.Batches;
using Seedream.Core.Outcomes;

namespace Seedream.Benchmarks.Children;

/// <summary>A batch every hour for a day, on a fast clock, in one process.</summary>
internal static class SoakWork
{
    public const int Hours = 24;

    public static async Task<ChildFigures> RunAsync(ChildOrder order)
    {
        await using ProductPipeline product = ProductPipeline.Build(order);
        TimeProvider clock = product.Get<TimeProvider>();
        List<Sample> samples = [];
        int done = 0;
        Meter meter = new();
        DateTimeOffset start = clock.GetUtcNow();
        for (int hour = 0; hour < Hours; hour++)
        {
            string batch = await product.AcceptAsync($"hour {Text.Of(hour)}", order.Rows, first: 1 + (hour * order.Rows));
            BatchResult result = await product.RunAsync(batch);
            done += result.Counts.GetValueOrDefault(OutcomeKind.Succeeded);
            samples.Add(Meter.Sample((clock.GetUtcNow() - start).TotalHours, done));
            TimeSpan left = start.AddHours(hour + 1) - clock.GetUtcNow();
            if (left > TimeSpan.Zero)
                await Task.Delay(left, clock);
        }

        return meter.Read() with { Succeeded = done, Samples = samples };
    }
}
