using System.Globalization;
using Seedream.Core.Conducting;
using Seedream.Core.Orchestration;
using Seedream.Core.Submission;
using Seedream.Core.Tests.Conducting;
using Seedream.Core.Waiting;

namespace Seedream.Core.Tests.Waiting;

/// <summary>The waiting policy against fixed polling in the same worlds, in virtual time: exact, the same on every machine.</summary>
public sealed class WaitingPolicyTests(ITestOutputHelper output)
{
    private const int Jobs = 1_000;

    [Theory]
    [InlineData("2K", 64, 8, 0.3, 3.0, 0.5)]
    [InlineData("2K", 16, 8, 0.3, 3.8, 0.5)]
    [InlineData("2K", 64, 30, 0.3, 11.5, 0.5)]
    [InlineData("2K", 64, 8, 0.8, 7.0, 0.65)]
    [InlineData("mixed", 64, 8, 0.3, 3.8, 0.5)]
    public void Looks_AgainstAFixedPollOfTheSameLag_AreHalfAsMany(string mix, int capacity, double median, double sigma, double mostCalls, double mostRatio)
    {
        double[] seconds = Durations(mix, median, sigma);
        Measured ours = Conducted(seconds, mix, capacity, 128);
        Measured everyTwoSeconds = Polled(seconds, capacity, 128, 2_000);
        Measured sameLag = Polled(seconds, capacity, 128, (int)(ours.MeanLag * 2_000));
        double ideal = Ideal(seconds, Math.Min(capacity, 128));
        Report($"{mix}, {capacity} at a time, median {median} s, sigma {sigma}, poll 2 s", ours, everyTwoSeconds, ideal);
        Report("poll of the same lag", ours, sameLag, ideal);

        Assert.InRange(ours.Makespan / ideal, 0.99, 1.05);
        Assert.InRange(ours.CallsPerJob, 0, mostCalls);
        Assert.InRange(ours.CallsPerJob / sameLag.CallsPerJob, 0, mostRatio);
        Assert.InRange(ours.MeanLag, 0, 1.4);
    }

    [Fact]
    public void Requests_WithLessLagThanAPollEveryTwoSeconds_AreFivePerJobAtMost()
    {
        double[] seconds = Durations("2K", 8, 0.3);
        Measured ours = Conducted(seconds, "2K", 64, 128);
        Measured polled = Polled(seconds, 64, 128, 2_000);
        Report("2K, 64 at a time", ours, polled, Ideal(seconds, 64));

        // The submission, the looks, and the call that brings the result.
        Assert.InRange(1 + ours.CallsPerJob + 1, 3, 5);
        Assert.InRange(ours.MeanLag / polled.MeanLag, 0, 1);
        Assert.InRange(ours.CallsPerJob / polled.CallsPerJob, 0, 0.5);
    }

    [Fact]
    public void Looks_WhereTheApiTakesMoreThanTheWindow_AreFewer()
    {
        double[] seconds = Durations("2K", 8, 0.3);
        Measured ours = Conducted(seconds, "2K", 256, 128);
        Measured polled = Polled(seconds, 256, 128, 2_000);
        Report("2K, 256 at a time", ours, polled, Ideal(seconds, 128));

        // Here the lag itself takes up places in the window: what matters is the way to the poll's makespan.
        Assert.InRange(ours.CallsPerJob / polled.CallsPerJob, 0, 0.5);
        Assert.InRange(ours.Makespan / polled.Makespan, 0, 1.05);
    }

    [Fact]
    public void Looks_WhenGenerationIsInstant_AreFewAndAtOnce()
    {
        double[] seconds = new double[Jobs];
        Measured ours = Conducted(seconds, "2K", 64, 128);
        Report("instant", ours, Polled(seconds, 64, 128, 10), 1);

        Assert.InRange(ours.CallsPerJob, 0, 0.1);
        Assert.InRange(ours.MeanLag, 0, 0.1);
    }

    [Fact]
    public void LastJobs_WhereWakeUpsAreDear_AreLookedAtMoreOften()
    {
        JobsOptions jobs = new();
        JobsOptions.Durable(jobs);
        WaitingOptions waiting = new();
        WaitingOptions.Durable(waiting);
        BoardSettings settings = BoardSettings.From(jobs, waiting, 128);
        double saved = 0, calls = 0;
        const int Worlds = 20;
        for (int seed = 1; seed <= Worlds; seed++)
        {
            (double with, int callsWith) = Rest(settings, seed);
            (double without, int callsWithout) = Rest(settings with { LastGridMs = 0 }, seed);
            saved += (without - with) / Worlds;
            calls += (callsWith - callsWithout) / (double)Worlds;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"the end comes {saved:F2} s earlier for {calls:F1} calls more"));
        Assert.InRange(saved, 0.5, 3);
        Assert.InRange(calls, -5, 8);
    }

    // From the end of the last generation to that of the batch.
    private static (double Seconds, int Calls) Rest(BoardSettings settings, int seed)
    {
        VirtualClock clock = new();
        Random random = new(seed);
        double[] seconds = [.. Enumerable.Range(0, 400).Select(_ => 8 * Math.Exp(0.3 * ((random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 2)))];
        FakeWorld world = new(clock, seed, seconds.Length, 64) { Seconds = row => seconds[row - 1], MostLatencyMs = 1_500 };
        new VirtualHost(clock, world).Run(new ConductorInput { Share = new BatchShare { Batch = "b", Round = 1 }, Settings = settings }, 1_000_000);
        return ((world.LastOutcomeAt - Enumerable.Range(1, seconds.Length).Max(world.FinishOf)) / 1000.0, world.ActivityCalls);
    }

    private void Report(string what, Measured ours, Measured polled, double ideal) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{what}: calls/job {ours.CallsPerJob:F2} against {polled.CallsPerJob:F2} ({ours.CallsPerJob / polled.CallsPerJob:F2}), lag {ours.MeanLag:F2} s against {polled.MeanLag:F2} s, makespan/ideal {ours.Makespan / ideal:F3} against {polled.Makespan / ideal:F3}"));

    private static Measured Conducted(double[] seconds, string mix, int capacity, int window)
    {
        VirtualClock clock = new();
        long start = clock.Time;
        FakeWorld world = new(clock, 1, seconds.Length, capacity) { Seconds = row => seconds[row - 1], ClassOf = row => IsThreeK(mix, row - 1) ? 201 : 1 };
        BoardSettings settings = BoardSettings.From(new JobsOptions(), new WaitingOptions(), window);
        Progress? end = new VirtualHost(clock, world).Run(new ConductorInput { Share = new BatchShare { Batch = "b", Round = 1 }, Settings = settings }, 1_000_000);
        Assert.Equal(seconds.Length, end!.Ended.Values.Sum());
        // A look is a call that asks how a job stands; the one that brings its result is none.
        double looks = (world.StatusCalls + world.ResultCalls - seconds.Length) / (double)seconds.Length;
        return new Measured(looks, world.Lags.Average(), (world.LastOutcomeAt - start) / 1000.0);
    }

    /// <summary>What a plain script does: so many workers, each submits, polls at fixed intervals, collects.</summary>
    private static Measured Polled(double[] seconds, int capacity, int window, int intervalMs)
    {
        VirtualClock clock = new();
        long start = clock.Time, last = 0;
        PriorityQueue<long, long> slots = new();
        for (int i = 0; i < capacity; i++)
            slots.Enqueue(0, 0);
        int next = 0, calls = 0;
        double lag = 0;
        for (int i = 0; i < window; i++)
            Begin();
        while (clock.RunNext())
        {
        }

        return new Measured((double)calls / seconds.Length, lag / seconds.Length, (last - start) / 1000.0);

        void Begin()
        {
            if (next == seconds.Length)
                return;
            int job = next++;
            clock.At(clock.Time + 20, () =>
            {
                long finish = Math.Max(clock.Time, slots.Dequeue()) + (long)(seconds[job] * 1000);
                slots.Enqueue(finish, finish);
                Poll(finish);
            });
        }

        void Poll(long finish) => clock.At(clock.Time + 20, () =>
        {
            calls++;
            if (finish > clock.Time)
            {
                clock.At(clock.Time + intervalMs, () => Poll(finish));
                return;
            }

            lag += (clock.Time - finish) / 1000.0;
            clock.At(clock.Time + 20, () =>
            {
                last = clock.Time;
                Begin();
            });
        });
    }

    private static double Ideal(double[] seconds, int workers)
    {
        PriorityQueue<double, double> slots = new();
        for (int i = 0; i < workers; i++)
            slots.Enqueue(0, 0);
        double end = 0;
        foreach (double duration in seconds)
        {
            double finish = slots.Dequeue() + duration;
            slots.Enqueue(finish, finish);
            end = Math.Max(end, finish);
        }

        return end;
    }

    private static bool IsThreeK(string mix, int index) => mix == "mixed" && index % 3 == 0;

    private static double[] Durations(string mix, double median, double sigma)
    {
        Random random = new(42);
        return [.. Enumerable.Range(0, Jobs).Select(index =>
        {
            double normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            return median * Math.Exp(sigma * normal) * (IsThreeK(mix, index) ? 1.6 : 1);
        })];
    }

    private sealed record Measured(double CallsPerJob, double MeanLag, double Makespan);
}
