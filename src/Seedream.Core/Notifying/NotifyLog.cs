using Microsoft.Extensions.Logging;

namespace Seedream.Core.Notifying;

/// <summary>Events 5000–5049. Never the address of a webhook beyond its host: the rest may be a secret.</summary>
internal static partial class NotifyLog
{
    [LoggerMessage(5000, LogLevel.Information, "Notice {Id} ({Type}) was delivered to {Target}")]
    public static partial void Delivered(ILogger logger, string id, string type, string target);

    [LoggerMessage(5001, LogLevel.Warning, "Notice {Id} ({Type}) did not reach {Target} (try {Attempt}): {Problem}; trying again in {Wait}")]
    public static partial void Failed(ILogger logger, string id, string type, string target, int attempt, string problem, TimeSpan wait);

    [LoggerMessage(5002, LogLevel.Error, "Notice {Id} ({Type}) is given up: {Target} was not reached in {Attempt} tries: {Problem}; it is kept as {Record}")]
    public static partial void GivenUp(ILogger logger, string id, string type, string target, int attempt, string problem, string record);

    [LoggerMessage(5003, LogLevel.Error, "Notice {Id} ({Type}) could not be told")]
    public static partial void NotTold(ILogger logger, Exception exception, string id, string type);

    [LoggerMessage(5004, LogLevel.Information, "Notice {Id} is not told any more: a later round of the batch has ended")]
    public static partial void Overtaken(ILogger logger, string id);
}
