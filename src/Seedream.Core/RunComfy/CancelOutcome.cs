namespace Seedream.Core.RunComfy;

/// <summary>Answer of a cancel call.</summary>
public enum CancelOutcome
{
    /// <summary>It was queued and will never run.</summary>
    Cancelled,

    /// <summary>It runs or has ended; it will be billed, so it is collected.</summary>
    NotCancellable,
}
