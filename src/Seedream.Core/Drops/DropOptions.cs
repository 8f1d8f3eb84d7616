namespace Seedream.Core.Drops;

/// <summary>How dropped files are found: section <c>Seedream:Drops</c>.</summary>
public sealed class DropOptions
{
    public const string Section = "Seedream:Drops";

    /// <summary>Time between two looks at the prompts container. Default 10 s, range 50 ms–1 day.</summary>
    public TimeSpan SweepEvery { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// A file that has changed this lately may still be being written. It is left until two looks this far apart find it
    /// unchanged. Default 5 s, range 0–1 h.
    /// </summary>
    public TimeSpan Settle { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>A file that has not changed for this long is taken at the first look. Default 1 min, range 0–1 day.</summary>
    public TimeSpan Quiet { get; set; } = TimeSpan.FromMinutes(1);
}
