using Microsoft.Extensions.Logging;

namespace Seedream.Core.RunComfy;

/// <summary>Events 1000–1049. Never the token; no prompt, save where the vendor quotes it, which is <c>Debug</c>.</summary>
internal static partial class RunComfyLog
{
    [LoggerMessage(1000, LogLevel.Information, "Submitted: request {RequestId} for {ClientRequestId}")]
    public static partial void Submitted(this ILogger logger, string requestId, string clientRequestId);

    [LoggerMessage(1001, LogLevel.Warning, "{Code}: {Problem}")]
    public static partial void CallFailed(this ILogger logger, string code, string problem);

    [LoggerMessage(1002, LogLevel.Warning, "Calls of kind {Call} stay off the network for {Wait}: {Reason}")]
    public static partial void CoolingDown(this ILogger logger, ApiCall call, TimeSpan wait, string reason);

    [LoggerMessage(1003, LogLevel.Warning, "The API refuses include_cost several times in a row: results are asked for without their cost for {Pause}")]
    public static partial void CostRefused(this ILogger logger, TimeSpan pause);

    [LoggerMessage(1004, LogLevel.Warning, "Request {RequestId} is in a state this version does not know: '{Word}'; it will be looked at again")]
    public static partial void UnknownPhase(this ILogger logger, string requestId, string word);

    [LoggerMessage(1005, LogLevel.Debug, "The API's words about {Call}: {Message}")]
    public static partial void VendorSays(this ILogger logger, ApiCall call, string message);
}
