namespace Seedream.Core.RunComfy;

/// <summary>The words the API and its clients use for a request's state.</summary>
internal static class PhaseWords
{
    public static RequestPhase Read(string word) => word.Trim().ToLowerInvariant().Replace('-', '_').Replace(' ', '_') switch
    {
        "in_queue" or "queued" or "pending" or "waiting" => RequestPhase.Queued,
        "in_progress" or "starting" or "processing" or "running" => RequestPhase.Running,
        "completed" or "succeeded" or "success" => RequestPhase.Completed,
        "failed" => RequestPhase.Failed,
        "cancelled" or "canceled" => RequestPhase.Cancelled,
        _ => RequestPhase.Unknown,
    };
}
