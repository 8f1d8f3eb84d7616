using System.Text.Json.Serialization;

namespace Seedream.Core.Waiting;

/// <summary>
/// What is learned of the time from submission to finish for one <see cref="JobClass"/>: running mean and mean deviation, as
/// TCP estimates round trips (RFC 6298), so that it follows a queue that grows or drains.
/// </summary>
public sealed record DurationEstimate
{
    // Below this many observations the plain average is better than the weighted one.
    private const int SettledCount = 12;

    [JsonPropertyName("m")]
    public double MeanSeconds { get; init; }

    [JsonPropertyName("d")]
    public double DeviationSeconds { get; init; }

    [JsonPropertyName("n")]
    public int Count { get; init; }

    /// <summary>The estimate after one more observation.</summary>
    public DurationEstimate With(double seconds)
    {
        seconds = Math.Max(0, seconds);
        if (Count == 0)
            return new DurationEstimate { MeanSeconds = seconds, DeviationSeconds = seconds / 2, Count = 1 };
        double weight = 1.0 / Math.Min(Count + 1, SettledCount);
        return new DurationEstimate
        {
            MeanSeconds = Math.Round(MeanSeconds + (weight * (seconds - MeanSeconds)), 4),
            DeviationSeconds = Math.Round(DeviationSeconds + (weight * (Math.Abs(seconds - MeanSeconds) - DeviationSeconds)), 4),
            Count = Math.Min(Count + 1, 1_000_000),
        };
    }
}
