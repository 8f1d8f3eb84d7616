using Microsoft.Extensions.Logging;

namespace Seedream.Api.Routing;

internal static partial class ApiLog
{
    [LoggerMessage(7001, LogLevel.Debug, "{Method} {Path}: the client went away")]
    public static partial void ClientGone(ILogger logger, string method, string path);

    [LoggerMessage(7002, LogLevel.Error, "{Method} {Path} failed")]
    public static partial void Failed(ILogger logger, Exception exception, string method, string path);

    [LoggerMessage(7003, LogLevel.Warning, "{Method} {Path} answered {Code}")]
    public static partial void Refused(ILogger logger, Exception exception, string method, string path, string code);

    [LoggerMessage(7004, LogLevel.Debug, "{Method} {Path} was refused with {Code}: {Detail}")]
    public static partial void RefusedByRule(ILogger logger, string method, string path, string code, string detail);
}
