using System.Collections.Frozen;
using System.Text.Json;
using Seedream.Core.Batches;
using Seedream.Core.Collecting;
using Seedream.Core.Notifying;
using Seedream.Core.Outcomes;
using Seedream.Core.RunComfy;

namespace Seedream.Core.Telemetry;

/// <summary>Values of tags: as results and JSON spell them, and never more than there are names for.</summary>
internal static class TagValues
{
    private static readonly FrozenSet<string> OwnCodes =
        ((IEnumerable<CodeDescription>)[.. ApiCodes.All, .. CollectCodes.All, .. JobCodes.All]).Select(code => code.Code).ToFrozenSet(StringComparer.Ordinal);

    public static string Of(OutcomeKind outcome) => JsonNamingPolicy.SnakeCaseLower.ConvertName(outcome.ToString());

    public static string Of(BatchStatus status) => JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString());

    public static string Of(ApiCall call) => JsonNamingPolicy.SnakeCaseLower.ConvertName(call.ToString());

    public static string Of(DeliveryResult result) => JsonNamingPolicy.SnakeCaseLower.ConvertName(result.ToString());

    public static string Of(RequestPhase phase) => JsonNamingPolicy.SnakeCaseLower.ConvertName(phase.ToString());

    /// <summary>A code of docs/errors.md; all of the vendor's own are one, since nobody knows how many there are.</summary>
    public static string OfCode(string code) => OwnCodes.Contains(code) ? code : "vendor";

    public static string SubmissionResult(Exception exception) => exception switch
    {
        RateLimitedException => "rate_limited",
        ApiUnreachableException => "unreachable",
        AccountRefusedException => "account_refused",
        RunComfyException { CertainlyNotAccepted: true } => "rejected",
        _ => "uncertain",
    };

    /// <summary>What to call a failure on a span: its code, never its message.</summary>
    public static string ErrorType(Exception exception) => exception switch
    {
        RunComfyException api => api.Code,
        CollectFailedException collect => collect.Code,
        _ => exception.GetType().Name,
    };
}
