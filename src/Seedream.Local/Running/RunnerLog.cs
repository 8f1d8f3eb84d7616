using Microsoft.Extensions.Logging;

namespace Seedream.Local.Running;

internal static partial class RunnerLog
{
    [LoggerMessage(4001, LogLevel.Warning, "Activity {Activity} failed (try {Attempt}); trying again in {Delay}")]
    public static partial void ActivityFailed(ILogger logger, Exception exception, string activity, int attempt, TimeSpan delay);
}
