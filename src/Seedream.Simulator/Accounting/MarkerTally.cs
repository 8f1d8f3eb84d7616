namespace Seedream.Simulator.Accounting;

/// <summary>What the account knows of one marker.</summary>
public sealed class MarkerTally
{
    /// <summary>Submit calls seen, whatever became of them.</summary>
    public int Calls { get; internal set; }

    /// <summary>Submissions accepted, cancelled ones included.</summary>
    public int Accepted { get; internal set; }

    /// <summary>Submissions cancelled while they were queued.</summary>
    public int Cancelled { get; internal set; }

    /// <summary>Submissions that cost: accepted and not cancelled.</summary>
    public int Paid => Accepted - Cancelled;

    /// <summary>True when the last answer refused the input for good (schema, moderation).</summary>
    public bool Refused { get; internal set; }

    /// <summary>A client wants this marker paid once, unless the API refused its input for good.</summary>
    public bool Wanted => Accepted > 0 || !Refused;
}
