using Seedream.Core.Conducting;
using Seedream.Core.Waiting;

namespace Seedream.Core.Tests.Conducting;

public sealed class LookScheduleTests
{
    private static readonly BoardSettings Settings = new();
    private static readonly DurationEstimate Known = new() { MeanSeconds = 16, DeviationSeconds = 2, Count = 50 };
    private static readonly Ticket Fresh = new() { Row = 1, Attempt = 1, RequestId = "r", SubmittedAt = 1_000_000, Class = 1 };

    [Fact]
    public void DueAt_OfALearnedClass_IsBeforeTheMean() =>
        Assert.InRange(Due(Fresh, Known), 1_000_000 + 12_000, 1_000_000 + 15_000);

    [Fact]
    public void DueAt_AfterALook_ComesAgainWithinTwoSeconds() =>
        Assert.InRange(Due(Fresh with { Looks = 1, LastLook = 1_014_000 }, Known), 1_015_000, 1_016_000);

    [Fact]
    public void DueAt_LongOverdue_IsRarerButCapped()
    {
        Assert.InRange(Due(Fresh with { Looks = 9, LastLook = 1_060_000 }, Known), 1_064_000, 1_066_000);
        Assert.Equal(2_000_000 + Settings.MaxIntervalMs, Due(Fresh with { Looks = 99, LastLook = 2_000_000 }, Known));
    }

    [Fact]
    public void DueAt_OfScouts_IsAtOnceAndOfOthersLater()
    {
        Assert.Equal(1_000_100, Due(Fresh, null, rank: 0));
        Assert.InRange(Due(Fresh, null, rank: 3), 1_010_000, 1_030_000);
    }

    [Fact]
    public void DueAt_Queued_WaitsForTheQueueToMove()
    {
        Ticket queued = Fresh with { Looks = 1, LastLook = 1_005_000, QueuePosition = 80 };
        Assert.InRange(LookSchedule.DueAt(queued, Known, drainPerSecond: 8, 0, Settings), 1_012_000, 1_013_000);
        Assert.InRange(LookSchedule.DueAt(queued, Known, drainPerSecond: 0, 0, Settings), 1_006_000, 1_025_000);
        Assert.True(LookSchedule.DueAt(queued with { QueuePosition = 0 }, Known, drainPerSecond: 8, 0, Settings) > 1_005_000);
    }

    [Fact]
    public void DueAt_ToldToWait_IsNoEarlier() => Assert.Equal(5_000_000, Due(Fresh with { NotBefore = 5_000_000 }, Known));

    [Fact]
    public void IsProbablyFinished_FromADeviationBeforeTheMeanOn_IsTrue()
    {
        Assert.False(LookSchedule.IsProbablyFinished(Fresh, Known, 1_013_900));
        Assert.True(LookSchedule.IsProbablyFinished(Fresh, Known, 1_014_000));
        Assert.True(LookSchedule.IsProbablyFinished(Fresh, Known, 1_100_000));
    }

    [Fact]
    public void IsProbablyFinished_OfWhatIsUnknownQueuedOrRefusedItsResult_IsFalse()
    {
        Assert.False(LookSchedule.IsProbablyFinished(Fresh, null, 1_100_000));
        Assert.False(LookSchedule.IsProbablyFinished(Fresh with { QueuePosition = 3 }, Known, 1_100_000));
        Assert.False(LookSchedule.IsProbablyFinished(Fresh with { StatusOnly = true }, Known, 1_100_000));
    }

    private static long Due(Ticket ticket, DurationEstimate? estimate, int rank = 0) => LookSchedule.DueAt(ticket, estimate, 0, rank, Settings);
}
