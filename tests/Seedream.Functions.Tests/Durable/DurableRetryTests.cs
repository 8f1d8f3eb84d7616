using Microsoft.DurableTask;
using Seedream.Core.Orchestration;
using Seedream.Functions.Durable;

namespace Seedream.Functions.Tests.Durable;

public sealed class DurableRetryTests
{
    [Fact]
    public void From_PatientPolicy_OutlastsADayWithSixtyCalls()
    {
        RetryPolicy policy = DurableRetry.From(ActivityRetry.Patient);

        TimeSpan patience = TimeSpan.Zero;
        TimeSpan wait = policy.FirstRetryInterval;
        for (int call = 1; call < policy.MaxNumberOfAttempts; call++)
        {
            patience += wait;
            wait = wait * policy.BackoffCoefficient < policy.MaxRetryInterval ? wait * policy.BackoffCoefficient : policy.MaxRetryInterval;
        }

        Assert.Equal(60, policy.MaxNumberOfAttempts);
        Assert.True(patience > TimeSpan.FromHours(23), $"{patience}");
    }

    [Fact]
    public void From_BriefPolicy_IsTakenAsItIs()
    {
        RetryPolicy policy = DurableRetry.From(ActivityRetry.Brief);

        Assert.Equal(ActivityRetry.Brief.MaxAttempts, policy.MaxNumberOfAttempts);
        Assert.Equal(ActivityRetry.Brief.FirstInterval, policy.FirstRetryInterval);
        Assert.Equal(ActivityRetry.Brief.MaxInterval, policy.MaxRetryInterval);
    }

    [Fact]
    public void IsPermanent_PermanentFailureAtAnyDepth_IsNotRepeated()
    {
        Assert.True(DurableRetry.IsPermanent(TaskFailureDetails.FromException(new PermanentFailureException("no plan"))));
        Assert.True(DurableRetry.IsPermanent(TaskFailureDetails.FromException(new InvalidOperationException("outer", new PermanentFailureException("no plan")))));
        Assert.False(DurableRetry.IsPermanent(TaskFailureDetails.FromException(new IOException("busy"))));
    }
}
