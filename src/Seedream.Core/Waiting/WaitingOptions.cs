namespace Seedream.Core.Waiting;

/// <summary>How long to wait and how often to look: section <c>Seedream:Waiting</c>.</summary>
public sealed class WaitingOptions
{
    public const string Section = "Seedream:Waiting";

    /// <summary>How long after its submission a job is given up as <c>timed_out</c> (its request id is kept). Default 30 min, range 10 s–24 h.</summary>
    public TimeSpan Deadline { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// How long the API must go on saying that it does not know a request before that is believed (asked with the token that
    /// submitted it): it may say so for a moment after the submission, or before a result is there. Default 10 min, range 1 s–24 h.
    /// </summary>
    public TimeSpan NotFoundGrace { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Longest time between two looks at the same job. Default 20 s, range 1 s–10 min.</summary>
    public TimeSpan MaxInterval { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Finest grid on which wake-ups fall, so that looks come in groups. Default 20 ms, range 1 ms–10 s; a host that pays
    /// for every wake-up (Durable Functions) sets 3 s (1 s for a single job and the last few of a batch).
    /// </summary>
    public TimeSpan Grid { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// Always asks for the status before the result. By default a job that has probably finished is asked for its result at once,
    /// which mostly saves a request. Default false.
    /// </summary>
    public bool StatusFirst { get; set; }

    /// <summary>For a host that pays for every wake-up. Settings stand above it.</summary>
    public static void Durable(WaitingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Grid = TimeSpan.FromSeconds(3);
    }
}
