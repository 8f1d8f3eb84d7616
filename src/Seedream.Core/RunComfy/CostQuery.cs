namespace Seedream.Core.RunComfy;

/// <summary>
/// Whether results are asked for with their cost. One refusal means nothing (that call is made again without); only several in a
/// row say that the API does not know the question, and then it is left out for a while. Thread-safe.
/// </summary>
internal sealed class CostQuery(TimeProvider time)
{
    private const int MostRefusals = 5;

    private readonly Lock _lock = new();
    private int _refusals;
    private long? _pausedAt;

    /// <summary>How long the question is left out.</summary>
    public static TimeSpan Pause { get; } = TimeSpan.FromMinutes(10);

    public bool IsPaused
    {
        get
        {
            lock (_lock)
                return _pausedAt is { } since && time.GetElapsedTime(since) < Pause;
        }
    }

    public void Answered()
    {
        lock (_lock)
            (_refusals, _pausedAt) = (0, null);
    }

    /// <summary>True when this refusal begins a pause.</summary>
    public bool Refused()
    {
        lock (_lock)
        {
            // After a pause one refusal is enough for the next.
            if (++_refusals < MostRefusals)
                return false;
            _pausedAt = time.GetTimestamp();
            return _refusals == MostRefusals;
        }
    }
}
