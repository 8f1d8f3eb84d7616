using System.Text.Json;
using Seedream.Core.Conducting;
using Seedream.Core.Outcomes;
using Seedream.Core.Submission;
using Seedream.Core.Waiting;

namespace Seedream.Core.Tests.Conducting;

/// <summary>Single decisions of the board that once were wrong, or that a random world meets too seldom.</summary>
public sealed class BoardTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly BatchShare Share = new() { Batch = "b", Round = 1 };

    [Fact]
    public void Next_AfterAPause_SendsOneAheadAndDoublesUpToFullSpeed()
    {
        Board board = Loaded(64);
        SubmitJobsCall[] all = Submissions(board, Start);
        Assert.Equal(64, all.Sum(call => call.Jobs));
        foreach (SubmitJobsCall call in all)
            board.Apply(call, new SubmittedJobs { Deferred = call.Input.Jobs, PauseUntil = In(10), Note = "429" }, Start);

        Assert.Empty(Submissions(board, Start.AddSeconds(9)));
        Assert.Equal("429", board.Progress().Note);
        DateTimeOffset now = Start.AddSeconds(11);
        foreach (int expected in (int[])[1, 2, 4, 8, 16, 32, 1])
        {
            SubmitJobsCall[] calls = Submissions(board, now);
            Assert.Equal(expected, calls.Sum(call => call.Jobs));
            Assert.Null(calls.Length == 1 && expected == 1 && board.InFlight == 1 ? board.WakeAt(now) : null);
            foreach (SubmitJobsCall call in calls)
                board.Apply(call, Accepted(call), now);
        }
    }

    [Fact]
    public void Next_WhenSubmissionsEndUncertain_PausesEverLonger()
    {
        Board board = Loaded(16);
        DateTimeOffset now = Start;
        foreach (int pause in (int[])[5, 10, 20, 40, 60, 60])
        {
            foreach (SubmitJobsCall call in Submissions(board, now))
            {
                EndedJob first = new() { Row = call.Input.Jobs[0].Row, Outcome = OutcomeKind.Uncertain };
                board.Apply(call, new SubmittedJobs { Ended = [first], Deferred = [.. call.Input.Jobs.Skip(1)] }, now);
            }

            Assert.Empty(Submissions(board, now.AddSeconds(pause - 1)));
            now = now.AddSeconds(pause);
        }

        Assert.Single(Submissions(board, now));
    }

    [Fact]
    public void Next_WhenRowsEndAsTheLedgerHadThem_GoesOn()
    {
        // After trouble rows go one by one; those that a dead process left behind tell nothing of the API, and cost no pause.
        Board board = Loaded(16);
        SubmitJobsCall trouble = Submissions(board, Start).Single();
        EndedJob unclear = new() { Row = 1, Outcome = OutcomeKind.Uncertain };
        board.Apply(trouble, new SubmittedJobs { Ended = [unclear], Deferred = [.. trouble.Input.Jobs.Skip(1)] }, Start);
        DateTimeOffset now = Start.AddSeconds(5);

        for (int left = 15; left > 0; left--)
        {
            SubmitJobsCall call = Submissions(board, now).Single();
            board.Apply(call, new SubmittedJobs { Ended = [unclear with { Row = call.Input.Jobs.Single().Row, Earlier = true }] }, now);
        }

        Assert.True(board.IsFinished);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Next_WhenTheClockJumpedForward_DoesNotCountTheTimeAsWaiting(bool underWay)
    {
        Board board = Loaded(2);
        SubmitJobsCall submit = Submissions(board, Start).Single();
        board.Apply(submit, Accepted(submit), Start);
        DateTimeOffset look = board.WakeAt(Start)!.Value;
        CheckJobsCall[] out1 = underWay ? [.. board.Next(look).OfType<CheckJobsCall>()] : [];
        _ = board.WakeAt(underWay ? look : Start);

        DateTimeOffset later = look.AddHours(5);
        List<Ticket> asked = [.. board.Next(later).OfType<CheckJobsCall>().SelectMany(call => call.Input.Tickets)];
        foreach (CheckJobsCall call in out1)
            board.Apply(call, new CheckedJobs { Tickets = [.. call.Input.Tickets.Select(ticket => ticket with { Looks = ticket.Looks + 1 })] }, later);
        asked.AddRange(board.Next(later.AddMinutes(2)).OfType<CheckJobsCall>().SelectMany(call => call.Input.Tickets));

        Assert.Equal([1, 2], asked.Select(ticket => ticket.Row).Distinct().Order());
        Assert.All(asked, ticket => Assert.InRange(ticket.WaitedFor(later), TimeSpan.Zero, TimeSpan.FromMinutes(11)));
    }

    [Fact]
    public void Next_OnceStopped_AsksForWhatIsKnownWithoutWaiting()
    {
        Board board = Loaded(8);
        SubmitJobsCall call = Submissions(board, Start).Single();
        board.Apply(call, new SubmittedJobs { Deferred = call.Input.Jobs, PauseUntil = In(600), Stop = StopReason.Cancelled }, Start);

        Assert.All(Submissions(board, Start).Single().Input.Jobs, job => Assert.True(job.KnownOnly));
    }

    [Fact]
    public void Next_WhenTheClockIsSetBack_GoesOnLookingAtOnce()
    {
        Board board = Loaded(4);
        SubmitJobsCall call = Submissions(board, Start).Single();
        board.Apply(call, Accepted(call), Start);

        DateTimeOffset yesterday = Start.AddDays(-1);
        board.Next(yesterday);

        Assert.True(board.WakeAt(yesterday) < yesterday.AddMinutes(1));
    }

    [Fact]
    public void Next_OfATicketPastItsMean_AsksForTheResultAtOnce()
    {
        Board board = Learned(out DateTimeOffset now);

        CollectImagesCall call = board.Next(now.AddSeconds(12)).OfType<CollectImagesCall>().Single();
        Assert.False(call.Input.Tickets.Single().Finished);
        board.Apply(call, new CheckedJobs { Tickets = [call.Input.Tickets[0] with { Looks = 1 }] }, now.AddSeconds(12));

        Assert.Equal((1, 0), (board.Progress().Generating, board.Progress().Collecting));
        Assert.InRange(board.WakeAt(now.AddSeconds(12))!.Value, now.AddSeconds(12.1), now.AddSeconds(14.5));
    }

    [Fact]
    public void Next_OfATicketPastItsMeanWhereTheStatusComesFirst_AsksForItsStatus()
    {
        Board board = Learned(out DateTimeOffset now, BoardSettings.From(new JobsOptions(), new WaitingOptions { StatusFirst = true }, window: 8));

        Assert.IsType<CheckJobsCall>(board.Next(now.AddSeconds(12)).Single());
    }

    [Fact]
    public void Next_OfATicketWhoseResultWasRefused_AsksForItsStatus()
    {
        Board board = Learned(out DateTimeOffset now);
        CollectImagesCall call = board.Next(now.AddSeconds(12)).OfType<CollectImagesCall>().Single();
        board.Apply(call, new CheckedJobs { Tickets = [call.Input.Tickets[0] with { Looks = 1, StatusOnly = true }] }, now.AddSeconds(12));

        Assert.IsType<CheckJobsCall>(board.Next(now.AddSeconds(16)).Single());
    }

    [Fact]
    public void Next_OnceStopped_AsksForStatusesOnly()
    {
        Board board = Learned(out DateTimeOffset now);
        CollectImagesCall call = board.Next(now.AddSeconds(12)).OfType<CollectImagesCall>().Single();
        board.Apply(call, new CheckedJobs { Tickets = [call.Input.Tickets[0] with { Looks = 1 }], Stop = StopReason.Cancelled }, now.AddSeconds(12));

        Assert.IsType<CheckJobsCall>(board.Next(now.AddSeconds(16)).Single());
    }

    [Fact]
    public void Apply_OfWhatAProcessWithAClockAheadHasSubmitted_IsLookedAtAsIfSubmittedNow()
    {
        Board board = Loaded(1);
        SubmitJobsCall call = Submissions(board, Start).Single();
        SubmittedJobs ahead = new() { Tickets = [.. Accepted(call).Tickets.Select(ticket => ticket with { SubmittedAt = In(7_200) })] };
        board.Apply(call, ahead, Start);

        Assert.InRange(board.WakeAt(Start)!.Value, Start, Start.AddMinutes(1));
    }

    [Fact]
    public void Apply_TheSameAnswerTwice_ChangesNothing()
    {
        Board board = Loaded(4);
        SubmitJobsCall call = Submissions(board, Start).Single();
        board.Apply(call, Accepted(call), Start);
        board.Apply(call, Accepted(call), Start);

        Assert.Equal(4, board.InFlight);
    }

    [Fact]
    public void Records_ThatCrossADurableBoundary_SurviveDefaultJson()
    {
        Ticket ticket = new() { Row = 1, Attempt = 2, RequestId = "r", SubmittedAt = 3, WaitingSince = 4, Class = 205, ExtraSubmissions = 1, Looks = 2, LastLook = 5, QueuePosition = 0, NotBefore = 6, Finished = true, FailedCollections = 1, Repeated = true, StatusOnly = true };
        Job job = new() { Row = 1, Attempt = 2, KnownOnly = true, NotBefore = 7 };
        EndedJob ended = new() { Row = 1, Outcome = OutcomeKind.TimedOut, Images = 1, Bytes = 2, CostUsd = 0.028m, Seconds = 1.5 };
        BoardState state = new()
        {
            Next = 5,
            Exhausted = true,
            Backlog = [job],
            Tickets = [ticket],
            Estimates = new Dictionary<int, DurationEstimate> { [205] = new() { MeanSeconds = 1.5, DeviationSeconds = 0.5, Count = 3 } },
            DrainPerSecond = 1.25,
            PauseUntil = 9,
            Pace = 4,
            Troubles = 2,
            Time = 11,
            Stop = StopReason.Halted,
            FinishedEarlier = 3,
            Ended = new Dictionary<OutcomeKind, int> { [OutcomeKind.NotSubmitted] = 2 },
            Images = 1,
            Bytes = 2,
            CostUsd = 0.1m,
            Note = "n",
        };
        Same(new ConductorInput { Share = Share with { Index = 1, Count = 3 }, Settings = new BoardSettings { Window = 5 }, State = state });
        Same(new TakeRowsInput { Share = Share, From = 1, Most = 2 });
        Same(new TakenRows { Jobs = [job], Next = 1, Exhausted = true, FinishedEarlier = 1, NotSubmitted = 2, Stop = StopReason.Cancelled });
        Same(new SubmitJobsInput { Share = Share, Jobs = [job] });
        Same(new SubmittedJobs { Tickets = [ticket], Deferred = [job], Ended = [ended], PauseUntil = 1, Note = "n", Stop = StopReason.Halted });
        Same(new CheckJobsInput { Share = Share, Tickets = [ticket] });
        Same(new CheckedJobs { Tickets = [ticket], Ended = [ended], Note = "n", Stop = StopReason.Halted });
        Same(new CollectImagesInput { Share = Share, Tickets = [ticket] });
        Same(new Seedream.Core.Batches.BatchInput { Batch = "b", Round = 2 });
        Same(new Seedream.Core.Batches.BatchPlan { Conductors = 2, Settings = new BoardSettings { Window = 3, GridMs = 4 } });
        Same(new Seedream.Core.Batches.BatchResult { Batch = "b", Round = 1, Status = Seedream.Core.Batches.BatchStatus.Halted, Reason = "r", Rows = 3, Counts = new Dictionary<OutcomeKind, int> { [OutcomeKind.Failed] = 3 } });
        Same(new Seedream.Core.Batches.GiveUpRoundInput { Batch = "b", Round = 1, Reason = "gone" });
        Same(new Seedream.Core.Batches.SingleJobInput { Job = "job-1", Round = 1, Settings = new BoardSettings { Window = 1 }, State = state });
        Same(Loaded(3).Progress());
    }

    private static void Same<T>(T value)
    {
        string json = JsonSerializer.Serialize(value);
        Assert.DoesNotContain("default", json, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<T>(json)));
        Assert.True(json.Length > 10);
    }

    private static Board Loaded(int rows)
    {
        Board board = new(Share, new BoardSettings { Window = 128 }, null);
        TakeRowsCall take = board.Next(Start).OfType<TakeRowsCall>().Single();
        board.Apply(take, new TakenRows { Jobs = [.. Enumerable.Range(1, rows).Select(row => new Job { Row = row, Attempt = 1 })], Next = rows, Exhausted = true });
        return board;
    }

    /// <summary>One ticket, submitted at the time given, of a class that takes 10 s.</summary>
    private static Board Learned(out DateTimeOffset submitted, BoardSettings? settings = null)
    {
        BoardState state = new()
        {
            Exhausted = true,
            Tickets = [new Ticket { Row = 1, Attempt = 1, RequestId = "r1", SubmittedAt = Start.ToUnixTimeMilliseconds(), Class = 1 }],
            Estimates = new Dictionary<int, DurationEstimate> { [1] = new() { MeanSeconds = 10, DeviationSeconds = 2, Count = 30 } },
        };
        submitted = Start;
        return new Board(Share, settings ?? new BoardSettings(), state);
    }

    private static SubmitJobsCall[] Submissions(Board board, DateTimeOffset now) => [.. board.Next(now).OfType<SubmitJobsCall>()];

    private static SubmittedJobs Accepted(SubmitJobsCall call) => new()
    {
        Tickets = [.. call.Input.Jobs.Select(job => new Ticket { Row = job.Row, Attempt = 1, RequestId = $"r{job.Row}", SubmittedAt = Start.ToUnixTimeMilliseconds(), Class = 1 })],
    };

    private static long In(int seconds) => Start.AddSeconds(seconds).ToUnixTimeMilliseconds();
}
