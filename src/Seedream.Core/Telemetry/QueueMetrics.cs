using System.Diagnostics.Metrics;

namespace Seedream.Core.Telemetry;

/// <summary>What is measured of queues; whoever takes messages from one says so here.</summary>
public static class QueueMetrics
{
    private static readonly Histogram<double> Age = PipelineTelemetry.Meter.CreateHistogram(
        "seedream.queue.message.age", "s", "Age of a message when it is taken, from its insertion.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1, 2, 5, 10, 30, 60, 120, 300, 900, 3_600, 14_400, 86_400] });

    private static readonly Counter<long> Messages = PipelineTelemetry.Meter.CreateCounter<long>(
        "seedream.queue.messages", "{message}", "Messages taken, by what came of them.");

    /// <summary>A message was taken from a queue.</summary>
    /// <param name="queue">The queue's name, one of the few that are configured.</param>
    /// <param name="age">Since it was inserted; a negative one (two clocks) counts as none.</param>
    public static void Taken(string queue, TimeSpan age) =>
        Age.Record(Math.Max(0, age.TotalSeconds), new KeyValuePair<string, object?>(Tags.Queue, queue));

    /// <summary>Its work was accepted, and it was deleted.</summary>
    public static void Accepted(string queue) => Count(queue, "accepted");

    /// <summary>It was left to come back.</summary>
    public static void Left(string queue) => Count(queue, "left");

    /// <summary>It was put aside for good.</summary>
    public static void Poisoned(string queue) => Count(queue, "poisoned");

    private static void Count(string queue, string result) =>
        Messages.Add(1, new KeyValuePair<string, object?>(Tags.Queue, queue), new KeyValuePair<string, object?>(Tags.MessageResult, result));
}
