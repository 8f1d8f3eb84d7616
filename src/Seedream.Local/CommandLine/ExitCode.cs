namespace Seedream.Local.CommandLine;

/// <summary>How a command ended: a contract with scripts (docs/cli.md).</summary>
public enum ExitCode
{
    /// <summary>Done; of a batch: every row succeeded.</summary>
    Success = 0,

    /// <summary>Something nobody foresaw; --verbose shows where.</summary>
    Unexpected = 1,

    /// <summary>The command line or a setting is wrong, or the batch does not exist.</summary>
    Usage = 2,

    /// <summary>The prompt file cannot be used, or validate found errors in it.</summary>
    BadInput = 3,

    /// <summary>The batch has ended, and rows of it did not succeed.</summary>
    RowsFailed = 4,

    /// <summary>The batch was halted by something that concerns every row: token, balance.</summary>
    Halted = 5,

    /// <summary>Another living process runs the batch.</summary>
    Held = 6,

    /// <summary>The data folder cannot be written.</summary>
    StorageUnusable = 7,

    /// <summary>Spending was not agreed to; nothing was paid.</summary>
    NotConfirmed = 8,

    /// <summary>The batch was cancelled.</summary>
    Cancelled = 9,

    /// <summary>Stopped by Ctrl-C or a signal; the same command goes on.</summary>
    Interrupted = 130,
}
