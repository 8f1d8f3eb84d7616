namespace Seedream.Core.Orchestration;

/// <summary>
/// How a failing activity call is repeated. A call that fails with <see cref="PermanentFailureException"/> is not.
/// </summary>
/// <param name="MaxAttempts">Calls in all, the first included.</param>
/// <param name="FirstInterval">Wait before the second call.</param>
/// <param name="Backoff">Factor from one wait to the next.</param>
/// <param name="MaxInterval">Longest wait.</param>
public sealed record ActivityRetry(int MaxAttempts, TimeSpan FirstInterval, double Backoff, TimeSpan MaxInterval)
{
    /// <summary>Outlasts a storage outage of about a day.</summary>
    public static ActivityRetry Patient { get; } = new(1_500, TimeSpan.FromSeconds(1), 2, TimeSpan.FromMinutes(1));

    /// <summary>For what matters less than going on: about two minutes.</summary>
    public static ActivityRetry Brief { get; } = new(8, TimeSpan.FromSeconds(1), 2, TimeSpan.FromSeconds(60));

    /// <summary>The wait before call number <paramref name="attempt"/> + 1.</summary>
    public TimeSpan DelayAfter(int attempt)
    {
        double seconds = FirstInterval.TotalSeconds * Math.Pow(Backoff, Math.Min(attempt - 1, 30));
        return TimeSpan.FromSeconds(Math.Min(seconds, MaxInterval.TotalSeconds));
    }
}
