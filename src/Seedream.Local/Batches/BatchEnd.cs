using Seedream.Core.Batches;
using Seedream.Local.CommandLine;

namespace Seedream.Local.Batches;

/// <summary>What the end of a batch means for the exit code.</summary>
internal static class BatchEnd
{
    public static ExitCode ExitCodeOf(BatchStatus status) => status switch
    {
        BatchStatus.Completed => ExitCode.Success,
        BatchStatus.Halted => ExitCode.Halted,
        BatchStatus.Cancelled => ExitCode.Cancelled,
        BatchStatus.Rejected => ExitCode.BadInput,
        _ => ExitCode.RowsFailed,
    };
}
