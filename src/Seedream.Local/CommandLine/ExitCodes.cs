namespace Seedream.Local.CommandLine;

/// <summary>The exit codes in words, for --help and docs/cli.md.</summary>
internal static class ExitCodes
{
    public static IReadOnlyList<(ExitCode Code, string Meaning)> All { get; } =
    [
        (ExitCode.Success, "done; of a batch: every row succeeded"),
        (ExitCode.Unexpected, "an unexpected error (--verbose shows where)"),
        (ExitCode.Usage, "wrong command line or setting, or no such batch"),
        (ExitCode.BadInput, "the prompt file cannot be used, or validate found errors"),
        (ExitCode.RowsFailed, "the batch ended, and some rows did not succeed"),
        (ExitCode.Halted, "the batch was halted: token refused, balance used up"),
        (ExitCode.Held, "another process runs the batch"),
        (ExitCode.StorageUnusable, "the data folder cannot be written"),
        (ExitCode.NotConfirmed, "spending was not agreed to; nothing was paid"),
        (ExitCode.Cancelled, "the batch was cancelled"),
        (ExitCode.Interrupted, "stopped by Ctrl-C or a signal; the same command goes on"),
    ];
}
