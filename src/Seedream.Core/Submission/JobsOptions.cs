namespace Seedream.Core.Submission;

/// <summary>How jobs are submitted: section <c>Seedream:Jobs</c>.</summary>
public sealed class JobsOptions
{
    public const string Section = "Seedream:Jobs";

    /// <summary>
    /// Most jobs in flight, from submission to stored images. Default 128, range 1–4,096. More than the API runs at a time,
    /// so that its queue never runs dry.
    /// </summary>
    public int MaxParallel { get; set; } = 128;

    /// <summary>Most jobs one conductor keeps in flight; more are shared among several. Default 128, range 1–128.</summary>
    public int MaxPerConductor { get; set; } = 128;

    /// <summary>What to do with an uncertain submission. Default <see cref="OnUncertain.Hold"/>.</summary>
    public OnUncertain OnUncertain { get; set; }

    /// <summary>Most submissions of one job under <see cref="OnUncertain.Resubmit"/>, the first included. Default 2, range 1–5.</summary>
    public int MaxSubmissions { get; set; } = 2;

    /// <summary>Durable operations after which a conductor continues as new; bounds its history. Default 100,000, range 20–100,000, for a
    /// host that keeps no history, since continuing as new lets the calls under way run out first; Durable Functions sets 160.</summary>
    public int RenewAfter { get; set; } = 100_000;

    /// <summary>Free places in the window that are filled at once; fewer wait a second for company. Default 1; a host that pays for every activity call sets 48.</summary>
    public int SubmitLeast { get; set; } = 1;

    /// <summary>Most jobs in one activity call: submissions, twice as many looks; collections where calls are paid for. Default 16, range 1–64; a host that pays
    /// for every activity call sets 64.</summary>
    public int ChunkSize { get; set; } = 16;

    /// <summary>For a host that keeps a history, and pays for every activity call. Settings stand above it.</summary>
    public static void Durable(JobsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.RenewAfter = 160;
        options.SubmitLeast = 48;
        options.ChunkSize = 64;
    }
}
