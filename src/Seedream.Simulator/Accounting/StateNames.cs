using Seedream.Simulator.Scheduling;

namespace Seedream.Simulator.Accounting;

/// <summary>The states as the account's JSON spells them.</summary>
internal static class StateNames
{
    public static IEnumerable<string> All => Enum.GetValues<SubmissionState>().Select(Of);

    public static string Of(SubmissionState state) => state switch
    {
        SubmissionState.Queued => "queued",
        SubmissionState.Running => "running",
        SubmissionState.Succeeded => "succeeded",
        SubmissionState.Failed => "failed",
        _ => "cancelled",
    };

    public static bool TryParse(string text, out SubmissionState state)
    {
        foreach (SubmissionState known in Enum.GetValues<SubmissionState>())
        {
            state = known;
            if (Of(known) == text) return true;
        }
        state = default;
        return false;
    }
}
