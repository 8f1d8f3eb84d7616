namespace Seedream.Core.RunComfy;

/// <summary>An answer that is not what was asked for, in words and as an exception.</summary>
internal sealed class Refusal
{
    private const int RawBodyLimit = 4096;

    private readonly ApiAnswer _answer;
    private readonly string? _code;
    private readonly string? _vendorMessage;
    private readonly string? _rawBody;

    public Refusal(OutgoingCall call, ApiAnswer answer, CleanText clean)
    {
        VendorError error = answer.Error;
        _answer = answer;
        _code = clean.Line(error.Code, 100);
        _vendorMessage = clean.Line(error.Message, 500);
        _rawBody = answer.IsEmpty ? null : clean.Block(answer.Text, RawBodyLimit);
        Found = _vendorMessage ?? (clean.Line(_rawBody, 200) is { Length: > 0 } text ? text : "empty body");
        Summary = $"{call.Description}: HTTP {(int)answer.Status}{(_code is null ? "" : $", code {_code}")}";
    }

    /// <summary>What was called and what came back, without the vendor's words.</summary>
    public string Summary { get; }

    /// <summary>The vendor's words: its message, else the start of the body.</summary>
    public string Found { get; }

    public RunComfyException ToException(Verdict verdict, TimeSpan? wait)
    {
        string message = $"{Summary}: {Found}";
        return verdict switch
        {
            Verdict.RateLimited => new RateLimitedException(message) { StatusCode = _answer.Status, VendorCode = _code, VendorMessage = _vendorMessage, RawBody = _rawBody, RetryAfter = wait },
            Verdict.NotFound => new RequestNotFoundException(message) { StatusCode = _answer.Status, VendorCode = _code, VendorMessage = _vendorMessage, RawBody = _rawBody, RetryAfter = wait },
            Verdict.NoBalance => new AccountRefusedException(AccountRefusal.Balance, message) { IsDefinite = _code == VendorCodes.InsufficientBalance, StatusCode = _answer.Status, VendorCode = _code, VendorMessage = _vendorMessage, RawBody = _rawBody, RetryAfter = wait },
            Verdict.BadToken => new AccountRefusedException(AccountRefusal.Token, message) { IsDefinite = _code == VendorCodes.BadToken, StatusCode = _answer.Status, VendorCode = _code, VendorMessage = _vendorMessage, RawBody = _rawBody, RetryAfter = wait },
            Verdict.ModelUnknown => new ModelUnknownException(message) { StatusCode = _answer.Status, VendorCode = _code, VendorMessage = _vendorMessage, RawBody = _rawBody, RetryAfter = wait },
            Verdict.InputRejected => new InputRejectedException(message) { StatusCode = _answer.Status, VendorCode = _code, VendorMessage = _vendorMessage, RawBody = _rawBody, RetryAfter = wait },
            _ => new UnclearAnswerException(message) { StatusCode = _answer.Status, VendorCode = _code, VendorMessage = _vendorMessage, RawBody = _rawBody, RetryAfter = wait },
        };
    }
}
