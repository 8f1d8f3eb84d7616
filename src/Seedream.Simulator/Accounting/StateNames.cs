using Seedream.Simulator.Scheduling;

namespace Seedream.Simulator.Accounting;

/// <summary>The states as the account's JSON spells them.</summary>
internal static class StateNames
{
    public static string Of(SubmissionState state) => state switch
    {
        SubmissionState.Queued => "queued",
        SubmissionState.Running => "running",
        SubmissionState.Succeeded => "succeeded",
        SubmissionState.Failed => "failed",
        _ => "cancelled",
    };
}
