using Microsoft.Extensions.Logging;

namespace Seedream.Core.Collecting;

/// <summary>Events 1050–1099. Never the query of a URL, which is a secret where it is a signature.</summary>
internal static partial class CollectLog
{
    [LoggerMessage(1050, LogLevel.Debug, "Stored {Name}: {Bytes} bytes")]
    public static partial void FileStored(this ILogger logger, string name, long bytes);

    [LoggerMessage(1051, LogLevel.Information, "{Code}: {Problem}; trying again in {Wait}")]
    public static partial void CopyRepeated(this ILogger logger, string code, string problem, TimeSpan wait);

    [LoggerMessage(1052, LogLevel.Information, "{Code}: {Problem}; asking the API for a fresh URL")]
    public static partial void UrlRefreshed(this ILogger logger, string code, string problem);

    [LoggerMessage(1053, LogLevel.Warning, "{Code}: {Problem}")]
    public static partial void CollectFailed(this ILogger logger, string code, string problem);
}
