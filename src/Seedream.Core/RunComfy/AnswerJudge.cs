namespace Seedream.Core.RunComfy;

/// <summary>
/// The vendor's table of errors as one pure function. For a submission everything that does not prove a rejection is
/// unclear: it may have been accepted and billed.
/// </summary>
internal static class AnswerJudge
{
    private static readonly string[] NotReadyWords = ["not ready", "not yet", "not completed", "not complete", "not finished", "in progress", "in_progress", "still processing", "pending", "in queue", "in_queue"];

    /// <param name="call">What was called.</param>
    /// <param name="status">HTTP status.</param>
    /// <param name="code">The vendor's code from the body, if any.</param>
    /// <param name="message">The vendor's words from the body, if any.</param>
    public static Verdict Judge(ApiCall call, int status, string? code, string? message = null)
    {
        // Some RunComfy APIs report errors inside a 200: then the code stands for the status.
        if (status is >= 200 and <= 299)
            status = VendorCodes.StatusOf(code) ?? 0;
        if (status is < 400 or > 499 or 408)
            return Verdict.Unclear;
        return code switch
        {
            VendorCodes.InsufficientBalance => Verdict.NoBalance,
            VendorCodes.BadToken => Verdict.BadToken,
            _ when VendorCodes.MeansModeration(code) => Verdict.InputRejected,
            _ when status == 429 => Verdict.RateLimited,
            _ when call != ApiCall.Submit && (status is 404 or 410 || VendorCodes.MeansNoSuchRequest(code)) => Verdict.NotFound,
            VendorCodes.SomeoneElses when call == ApiCall.Submit => Verdict.InputRejected,
            _ when call == ApiCall.Submit && (status == 404 || VendorCodes.MeansNoSuchRequest(code)) => Verdict.ModelUnknown,
            _ when status == 402 => Verdict.NoBalance,
            _ when status is 401 or 403 => Verdict.BadToken,
            _ when call == ApiCall.Submit => Verdict.InputRejected,
            // A result that will never be: the vendor says why. Without words it may be a proxy's, and "not yet" is none.
            _ when call == ApiCall.Result && status is (400 or 422) && message is not null && !MeansNotReady(code, message) => Verdict.InputRejected,
            _ => Verdict.Unclear,
        };
    }

    private static bool MeansNotReady(string? code, string message) =>
        code == VendorCodes.NotReady
        || Array.Exists(NotReadyWords, words => message.Contains(words, StringComparison.OrdinalIgnoreCase));
}
