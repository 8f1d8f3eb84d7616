using Seedream.Core.Batches;
using Seedream.Core.Outcomes;
using Seedream.Core.Reporting;
using Seedream.Local.CommandLine;

namespace Seedream.Local.Batches;

/// <summary>What the end of a batch means for the exit code.</summary>
internal static class BatchEnd
{
    public static ExitCode ExitCodeOf(BatchManifest manifest) => manifest.Status switch
    {
        // Nothing in the file could be run.
        BatchStatus.Failed when manifest.Counts.GetValueOrDefault(OutcomeKind.Invalid) == manifest.Rows => ExitCode.BadInput,
        BatchStatus.Completed => ExitCode.Success,
        BatchStatus.Halted => ExitCode.Halted,
        BatchStatus.Cancelled => ExitCode.Cancelled,
        BatchStatus.Rejected => ExitCode.BadInput,
        _ => ExitCode.RowsFailed,
    };
}
