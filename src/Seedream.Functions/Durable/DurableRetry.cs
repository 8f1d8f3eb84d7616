using Microsoft.DurableTask;
using Seedream.Core.Orchestration;

namespace Seedream.Functions.Durable;

/// <summary>Retry policies of the port as policies of Durable Functions.</summary>
public static class DurableRetry
{
    /// <summary>
    /// A repeated call leaves eight events in the history, so there are fewer of them, further apart: with 30 minutes at most
    /// between two, these still outlast a day.
    /// </summary>
    private const int MostAttempts = 60;

    private static readonly TimeSpan LongestInterval = TimeSpan.FromMinutes(30);

    public static RetryPolicy From(ActivityRetry retry)
    {
        ArgumentNullException.ThrowIfNull(retry);
        bool isLong = retry.MaxAttempts > MostAttempts;
        return new RetryPolicy(isLong ? MostAttempts : retry.MaxAttempts, retry.FirstInterval, retry.Backoff, isLong ? LongestInterval : retry.MaxInterval)
        {
            HandleFailure = failure => !IsPermanent(failure),
        };
    }

    /// <summary>True for a failure that repeating the call cannot mend.</summary>
    public static bool IsPermanent(TaskFailureDetails? failure) =>
        failure is not null && (failure.ErrorType == typeof(PermanentFailureException).FullName || IsPermanent(failure.InnerFailure));
}
