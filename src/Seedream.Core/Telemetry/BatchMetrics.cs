using System.Diagnostics.Metrics;
using Seedream.Core.Batches;
using Seedream.Core.Outcomes;

namespace Seedream.Core.Telemetry;

/// <summary>What is measured of batches.</summary>
internal static class BatchMetrics
{
    private static readonly Counter<long> Outcomes = PipelineTelemetry.Meter.CreateCounter<long>(
        "seedream.batch.outcomes", "{batch}", "Rounds of batches that ended, by status.");

    private static readonly Histogram<double> Duration = PipelineTelemetry.Meter.CreateHistogram(
        "seedream.batch.duration", "s", "Time from the start of a round to its reports.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [10, 30, 60, 120, 300, 600, 1_800, 3_600, 7_200, 14_400, 43_200, 86_400] });

    private static readonly Counter<long> Halts = PipelineTelemetry.Meter.CreateCounter<long>(
        "seedream.batch.halts", "{batch}", "Batches that stopped submitting for a reason that concerns every row, at the moment it happens.");

    /// <summary>A round has ended. Rows that never became jobs have no outcome of their own, so they are counted here.</summary>
    public static void Closed(BatchRecord batch)
    {
        KeyValuePair<string, object?> status = new(Tags.BatchStatus, TagValues.Of(batch.Status));
        Outcomes.Add(1, status);
        if (batch is { StartedAt: { } started, CompletedAt: { } completed } && completed >= started)
            Duration.Record((completed - started).TotalSeconds, status);
        CountRows(batch, OutcomeKind.NotSubmitted);
        if (batch.Round == 1)
            CountRows(batch, OutcomeKind.Invalid);
    }

    public static void Halted(string code) => Halts.Add(1, new KeyValuePair<string, object?>(Tags.ErrorType, TagValues.OfCode(code)));

    private static void CountRows(BatchRecord batch, OutcomeKind kind)
    {
        if (batch.Counts.GetValueOrDefault(kind) is var rows and > 0)
            JobMetrics.Outcomes.Add(rows, new KeyValuePair<string, object?>(Tags.Outcome, TagValues.Of(kind)));
    }
}
