using System.Globalization;
using System.Text.Json;
using Seedream.Core.Conducting;
using Seedream.Core.Orchestration;
using Seedream.Core.Outcomes;
using Seedream.Core.Submission;
using Seedream.Core.Waiting;

namespace Seedream.Core.Tests.Conducting;

/// <summary>Random worlds, from a seed: whatever happens, every job ends once, the window holds, and it comes to an end.</summary>
public sealed class BoardPropertyTests
{
    private static readonly int Worlds = int.Parse(Environment.GetEnvironmentVariable("SEEDREAM_WORLDS") ?? "800", CultureInfo.InvariantCulture);

    [Fact]
    public void Conductor_InRandomWorlds_EndsEveryJobOnce() =>
        Parallel.For(0, Worlds, new ParallelOptions { MaxDegreeOfParallelism = 2 }, seed =>
        {
            try
            {
                RunWorld(seed);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"world {seed}: {exception.Message}"), exception);
            }
        });

    [Fact]
    public void Conductor_OfManyRows_KeepsHistoryAndStateBounded()
    {
        // As Durable Functions would run it: 3,000 jobs, everything that can be in flight in flight, coarse grid.
        VirtualClock clock = new();
        Random random = new(7);
        FakeWorld world = new(clock, 7, 3_000, 64) { Seconds = _ => 2 + (random.NextDouble() * 20), TroubleRate = 0.02, MostLatencyMs = 400 };
        VirtualHost host = new(clock, world);

        Progress? progress = host.Run(Input(BoardSettings.From(Durable(), new WaitingOptions { Grid = TimeSpan.FromSeconds(2) }, window: 128)), 200_000);

        Assert.Equal(3_000, progress!.Ended.Values.Sum());
        Assert.InRange(host.MostEvents, 1, 1_000);
        Assert.InRange(host.LargestState, 1, 32 * 1024);
        Assert.True(host.Generations > 3);
    }

    [Fact]
    public void Save_WithAFullWindow_StaysBelow32Kilobytes()
    {
        BoardSettings settings = new();
        BoardState state = new()
        {
            Next = 999_999,
            Backlog = [.. Enumerable.Range(0, settings.Window - 1 + 128).Select(i => new Job { Row = 900_000 + i, Attempt = 1 })],
            Tickets = [.. Enumerable.Range(0, settings.Window).Select(i => new Ticket
            {
                Row = 899_000 + i,
                Attempt = 1,
                RequestId = Guid.Empty.ToString(),
                SubmittedAt = 1_763_815_558_123,
                Class = 215,
                Looks = 4,
                LastLook = 1_763_815_558_123,
                QueuePosition = 64 + i,
                NotBefore = i % 4 == 0 ? 1_763_815_558_123 : 0,
            })],
            Estimates = Enumerable.Range(0, 20).ToDictionary(code => 200 + code, _ => new Core.Waiting.DurationEstimate { MeanSeconds = 12.3456, DeviationSeconds = 1.2345, Count = 9_999 }),
            Ended = Enum.GetValues<OutcomeKind>().ToDictionary(kind => kind, _ => 100_000),
        };

        int bytes = JsonSerializer.SerializeToUtf8Bytes(new Board(new BatchShare { Batch = "b", Round = 1 }, settings, state).Save()).Length;

        Assert.InRange(bytes, 20_000, 32 * 1024);
    }

    private static JobsOptions Durable()
    {
        JobsOptions options = new();
        JobsOptions.Durable(options);
        return options;
    }

    private static void RunWorld(int seed)
    {
        Random random = new(seed);
        int rows = random.Next(4) switch { 0 => random.Next(0, 5), 1 => random.Next(0, 400), 2 => random.Next(0, 60), _ => seed % 50 == 3 ? 2_000 : random.Next(0, 200) };
        double median = random.Next(3) switch { 0 => 0, 1 => 0.5, _ => 20 };
        BoardSettings settings = new()
        {
            Window = random.Next(3) switch { 0 => random.Next(1, 5), 1 => random.Next(1, 129), _ => 128 },
            SubmitChunk = random.Next(1, 20),
            CheckChunk = random.Next(1, 40),
            CollectChunk = random.Next(1, 10),
            SubmitLeast = random.Next(1, 20),
            SubmitLeastQueued = seed % 3 == 0 ? 40 : 0,
            SubmitDelayQueuedMs = seed % 3 == 0 ? 6_000 : 0,
            GridMs = random.Next(2) == 0 ? 20 : 1_000,
            RenewAfter = random.Next(20, 200),
            RenewPatienceMs = 2_000 + (random.Next(3) * 9_000),
        };
        VirtualClock clock = new();
        FakeWorld world = new(clock, seed, rows, random.Next(1, 200))
        {
            Seconds = row => median * (0.3 + new Random(seed ^ row).NextDouble()),
            ClassOf = row => row % 3,
            TroubleRate = random.Next(3) * 0.1,
            RepeatRate = random.Next(2) * 0.1,
            MostLatencyMs = random.Next(1, 2_000),
        };
        if (random.Next(4) == 0)
            clock.At(clock.Time + random.Next(0, 60_000), () => world.Stop = random.Next(2) == 0 ? StopReason.Halted : StopReason.Cancelled);
        if (random.Next(4) == 0)
            world.ApiDownUntil = clock.Time + random.Next(0, 120_000);
        int crashes = random.Next(3);
        VirtualHost host = new(clock, world)
        {
            Inspect = progress => Assert.InRange(progress.Submitting + progress.Generating + progress.Collecting, 0, settings.Window),
        };

        Progress? progress = null;
        for (int run = 0; progress is null; run++)
        {
            int left = random.Next(5, 3_000);
            progress = host.Run(Input(settings), 50_000 + (rows * 400), run < crashes ? () => --left == 0 : null);
        }

        // Every row is accounted for: here, or by an earlier run of the conductor.
        Assert.Equal(rows, progress.Ended.Values.Sum() + progress.FinishedEarlier);
        Assert.Equal(0, progress.Backlog + progress.Submitting + progress.Generating + progress.Collecting);
        int never = progress.Ended.GetValueOrDefault(OutcomeKind.NotSubmitted);
        Assert.Equal(rows, world.Outcomes.Count + never);
        if (world.Stop == StopReason.None)
            Assert.Equal(0, never);
        if (world.TroubleRate == 0 && world.Stop == StopReason.None)
            Assert.All(world.Outcomes.Values, kind => Assert.Equal(OutcomeKind.Succeeded, kind));
        Assert.True(host.MostEvents <= 1_000, $"{host.MostEvents} history events");
        Assert.True(host.LargestState <= 32 * 1024, $"{host.LargestState} bytes of state");
        // Nothing starves: with at most a minute per trouble, a day is far beyond what any of these worlds needs.
        Assert.True(clock.Now < new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero));
    }

    private static ConductorInput Input(BoardSettings settings) => new() { Share = new BatchShare { Batch = "b", Round = 1 }, Settings = settings };
}
