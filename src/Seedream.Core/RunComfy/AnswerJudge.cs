namespace Seedream.Core.RunComfy;

/// <summary>
/// The vendor's table of errors as one pure function. For a submission everything that does not prove a rejection is
/// unclear: it may have been accepted and billed.
/// </summary>
internal static class AnswerJudge
{
    /// <param name="call">What was called.</param>
    /// <param name="status">HTTP status.</param>
    /// <param name="code">The vendor's code from the body, if any.</param>
    public static Verdict Judge(ApiCall call, int status, string? code)
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
            _ when call == ApiCall.Submit && VendorCodes.MeansNoSuchRequest(code) => Verdict.InputRejected,
            _ when status == 402 => Verdict.NoBalance,
            _ when status is 401 or 403 => Verdict.BadToken,
            _ when call == ApiCall.Submit => Verdict.InputRejected,
            _ => Verdict.Unclear,
        };
    }
}
