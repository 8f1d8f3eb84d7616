using Seedream.Core.Storage;

namespace Seedream.Core.Tests.Storage;

public sealed class StateLayoutTests
{
    [Theory]
    [InlineData("posters-1f2e3d4c5b", true)]
    [InlineData("job-0123456789abcdef0123", false)]
    public void IsOutcomeOfBatch_TellsBatchesFromSingleJobs(string id, bool batch) =>
        Assert.Equal((batch, false, false), (StateLayout.IsOutcomeOfBatch(StateLayout.Outcome(id, 17, 1)), StateLayout.IsOutcomeOfBatch(StateLayout.Ledger(id, 17, 1)), StateLayout.IsOutcomeOfBatch(StateLayout.PlanSummary(id))));

    [Fact]
    public void IsJobRecord_IsTrueOfWhatIsWrittenForEveryJobAndNothingElse()
    {
        Assert.True(StateLayout.IsJobRecord(StateLayout.Ledger("outcomes", 17, 1)));
        Assert.True(StateLayout.IsJobRecord(StateLayout.Outcome("ledger", 17, 1)));
        foreach (string name in (string[])[StateLayout.PlanSummary("ledger"), StateLayout.PlanSegment("outcomes", 3), StateLayout.Lease("b"), StateLayout.BatchRecord("b"), StateLayout.Selection("b", 2, 0), StateLayout.HaltMarker("b")])
            Assert.False(StateLayout.IsJobRecord(name), name);
    }
}
