using Seedream.Core.Batches;
using Seedream.Core.Jobs;
using Seedream.Core.Storage;

namespace Seedream.Core.Tests.Jobs;

public sealed class JobIdTests
{
    [Fact]
    public void From_SameKey_IsTheSameJobAndNoBatch()
    {
        string id = JobId.From(JobKey.FromHeader("k"));

        Assert.Equal(id, JobId.From(JobKey.FromHeader("k")));
        Assert.NotEqual(id, JobId.From(JobKey.FromMessage("q", "k")));
        Assert.True(JobId.IsJob(id));
        Assert.Equal($"jobs/{id}/", StateLayout.Images(id));
    }

    [Theory]
    [InlineData("job-0123456789")]
    [InlineData("job-0123456789abcdef0123\n")]
    [InlineData("xjob-0123456789abcdef0123")]
    [InlineData("job-0123456789ABCDEF0123")]
    [InlineData(null)]
    public void IsJob_AnythingElse_IsNone(string? id) => Assert.False(JobId.IsJob(id));

    [Fact]
    public void IsJob_BatchOfAFileNamedLikeOne_IsNone() =>
        Assert.False(JobId.IsJob(BatchId.OfRelease1("job-0123456789abcdef0123.csv", "x", new JobDefaults(), 1)));
}
