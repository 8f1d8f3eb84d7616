namespace Seedream.Core.Retention;

/// <summary>What a durable host does about what is left over: section <c>Seedream:Housekeeping</c>.</summary>
public sealed class HousekeepingOptions
{
    public const string Section = "Seedream:Housekeeping";

    /// <summary>
    /// How long the history of a finished orchestration is kept. The ledger, not the history, keeps a batch from being paid for
    /// twice. Default 7 days, range 1 h–365 days.
    /// </summary>
    public TimeSpan KeepHistory { get; set; } = TimeSpan.FromDays(7);

    /// <summary>
    /// Wait before a job that <c>timed_out</c>, or whose files could not be fetched, is asked for again, free of charge; four
    /// times as long after each try that changed nothing. Default 1 h, range 1 s–7 days.
    /// </summary>
    public TimeSpan CollectAfter { get; set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How long it is asked for; after that a person can still collect it. Default 7 days, for which the vendor keeps results on
    /// a sister product; range 1 min–365 days.
    /// </summary>
    public TimeSpan CollectFor { get; set; } = TimeSpan.FromDays(7);
}
