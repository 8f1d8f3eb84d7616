using System.Diagnostics.Metrics;

namespace Seedream.Core.Telemetry;

/// <summary>What is measured of jobs.</summary>
internal static class JobMetrics
{
    private static readonly Meter Meter = PipelineTelemetry.Meter;

    public static readonly Counter<long> Submissions = Meter.CreateCounter<long>(
        "seedream.submissions", "{submission}", "Tries to submit a job, by what came of them; accepted and uncertain ones may be billed.");

    public static readonly Counter<long> Outcomes = Meter.CreateCounter<long>(
        "seedream.job.outcomes", "{job}", "Jobs that ended, by outcome and error code.");

    public static readonly Histogram<double> SubmitDuration = Seconds(
        "seedream.job.submit.duration", "Time the API took to answer a submission.", [0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 3, 6, 15, 30, 60]);

    public static readonly Histogram<double> GenerationDuration = Seconds(
        "seedream.job.generation.duration", "Time from creation to finish by the API's clock, of jobs that succeeded.", [1, 2, 4, 6, 8, 10, 12, 15, 20, 30, 45, 60, 120, 300, 900]);

    public static readonly Histogram<double> CollectDuration = Seconds(
        "seedream.job.collect.duration", "Time to copy all files of a job into storage.", [0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60, 300]);

    public static readonly Histogram<double> Duration = Seconds(
        "seedream.job.duration", "Time from submission to stored outcome.", [2, 5, 10, 15, 20, 30, 45, 60, 120, 300, 900, 1800]);

    public static readonly Histogram<int> Looks = Meter.CreateHistogram<int>(
        "seedream.job.looks", "{look}", "Calls that asked how a job stands, the one that brought its result aside.", advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [0, 1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 50, 100] });

    public static readonly Histogram<long> ImageSize = Meter.CreateHistogram<long>(
        "seedream.image.size", "By", "Bytes of each file stored; the sum is what was stored in all.", advice: new InstrumentAdvice<long> { HistogramBucketBoundaries = [100_000, 250_000, 500_000, 1_000_000, 2_000_000, 4_000_000, 8_000_000, 16_000_000, 32_000_000, 64_000_000] });

    public static readonly Counter<double> Cost = Meter.CreateCounter<double>(
        "seedream.cost", "{USD}", "US dollars the API reported for jobs that ended.");

    public static readonly Counter<long> CoolDowns = Meter.CreateCounter<long>(
        "seedream.cool_downs", "{cool_down}", "Times calls of a kind were kept off the network: rate limit, or no connection.");

    private static Histogram<double> Seconds(string name, string description, IReadOnlyList<double> boundaries) =>
        Meter.CreateHistogram(name, "s", description, advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = boundaries });
}
