using Seedream.Core.Batches;
using Seedream.Core.Outcomes;

namespace Seedream.Local.Terminals;

/// <summary>States and outcomes as results and JSON name them.</summary>
internal static class Names
{
    public static string Of(OutcomeKind outcome) => outcome switch
    {
        OutcomeKind.Succeeded => "succeeded",
        OutcomeKind.Failed => "failed",
        OutcomeKind.Cancelled => "cancelled",
        OutcomeKind.TimedOut => "timed_out",
        OutcomeKind.Uncertain => "uncertain",
        OutcomeKind.NotSubmitted => "not_submitted",
        OutcomeKind.Invalid => "invalid",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "unknown outcome"),
    };

    public static string Of(BatchStatus status) => status switch
    {
        BatchStatus.Validating => "validating",
        BatchStatus.InProgress => "in_progress",
        BatchStatus.Completed => "completed",
        BatchStatus.CompletedWithErrors => "completed_with_errors",
        BatchStatus.Failed => "failed",
        BatchStatus.Halted => "halted",
        BatchStatus.Cancelling => "cancelling",
        BatchStatus.Cancelled => "cancelled",
        BatchStatus.Rejected => "rejected",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "unknown status"),
    };
}
