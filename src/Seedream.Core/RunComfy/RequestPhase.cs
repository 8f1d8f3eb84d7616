namespace Seedream.Core.RunComfy;

/// <summary>Where a request stands, whatever word the API used for it.</summary>
public enum RequestPhase
{
    /// <summary>Waiting for its turn (<c>in_queue</c>, <c>pending</c>, <c>waiting</c>).</summary>
    Queued,

    /// <summary>Being generated (<c>in_progress</c>, <c>starting</c>, <c>processing</c>).</summary>
    Running,

    /// <summary>Over; only the result tells whether it succeeded (<c>completed</c>, <c>succeeded</c>).</summary>
    Completed,

    /// <summary>Over and failed (<c>failed</c>).</summary>
    Failed,

    /// <summary>Cancelled while queued (<c>cancelled</c>).</summary>
    Cancelled,

    /// <summary>A word this client does not know: not final, looked at again.</summary>
    Unknown,
}
