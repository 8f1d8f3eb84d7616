using System.Globalization;
using Seedream.Simulator.Contract;

namespace Seedream.Simulator.Scheduling;

/// <summary>How long generations take: log-normal, scaled by size class, mode and number of images.</summary>
public static class DurationModel
{
    /// <summary>
    /// The time for the <paramref name="occurrence"/>th request with this input. It depends on the input alone, not on
    /// the client's marker or the order of arrival: two clients given the same prompts meet the same durations.
    /// </summary>
    public static TimeSpan DurationOf(SimulatorOptions options, GenerationInput input, string inputHash, int images, int occurrence)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(input);
        if (options.GenerationTime is { } scripted) return scripted(input);
        double seconds = options.MedianSeconds
            * (input.IsThreeK ? options.ThreeKFactor : 1)
            * (input.Fast ? options.FastFactor : 1)
            * (1 + (options.ExtraImageFactor * (images - 1)));
        string key = string.Create(CultureInfo.InvariantCulture, $"duration {inputHash} {occurrence}");
        return TimeSpan.FromSeconds(seconds * Math.Exp(options.Sigma * Seeded.Normal(options.Seed, key)));
    }
}
