using Seedream.Core.Waiting;

namespace Seedream.Core.Tests.Waiting;

public sealed class DurationEstimateTests
{
    [Fact]
    public void With_TheFirstObservation_IsTheMeanWithHalfOfItAsDeviation()
    {
        DurationEstimate first = new DurationEstimate().With(8);
        Assert.Equal((8, 4, 1), (first.MeanSeconds, first.DeviationSeconds, first.Count));
    }

    [Fact]
    public void With_ConstantDurations_LosesItsDeviation()
    {
        DurationEstimate estimate = Enumerable.Repeat(8.0, 100).Aggregate(new DurationEstimate(), (e, seconds) => e.With(seconds));
        Assert.Equal(8, estimate.MeanSeconds, 3);
        Assert.InRange(estimate.DeviationSeconds, 0, 0.01);
    }

    [Fact]
    public void With_AQueueThatGrows_FollowsWithinAFewDozen()
    {
        DurationEstimate estimate = Enumerable.Repeat(8.0, 500).Aggregate(new DurationEstimate(), (e, seconds) => e.With(seconds));
        estimate = Enumerable.Repeat(16.0, 36).Aggregate(estimate, (e, seconds) => e.With(seconds));
        Assert.InRange(estimate.MeanSeconds, 15, 16);
    }

    [Theory]
    [InlineData(-5)]
    [InlineData(0)]
    public void With_NothingOrLess_IsZero(double seconds) => Assert.Equal(0, new DurationEstimate().With(seconds).MeanSeconds);
}
