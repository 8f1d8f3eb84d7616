using Microsoft.Extensions.Logging;

namespace Seedream.Local.Running;

internal static partial class RunnerLog
{
    [LoggerMessage(4001, LogLevel.Warning, "Activity {Activity} failed (try {Attempt}); trying again in {Delay}")]
    public static partial void ActivityFailed(ILogger logger, Exception exception, string activity, int attempt, TimeSpan delay);

    [LoggerMessage(4002, LogLevel.Error, "The end of batch {Batch}, round {Round}, could not be told; a serving host tries again when it starts")]
    public static partial void NotTold(ILogger logger, Exception exception, string batch, int round);
}
