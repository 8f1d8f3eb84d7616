namespace Seedream.Simulator.Faults;

/// <summary>Everything that can go wrong, by what the client sees. <see cref="FaultCatalogue"/> says where each is possible.</summary>
public enum Fault
{
    /// <summary>429 without <c>Retry-After</c>; nothing was done.</summary>
    TooManyRequests,

    /// <summary>429 with <c>Retry-After</c> in seconds; nothing was done.</summary>
    TooManyRequestsRetryAfter,

    /// <summary>429 with <c>Retry-After</c> as a date; nothing was done.</summary>
    TooManyRequestsRetryDate,

    /// <summary>408; nothing was done.</summary>
    RequestTimeout,

    /// <summary>500 with a JSON error; nothing was done.</summary>
    InternalServerError,

    /// <summary>502 with an HTML page; nothing was done.</summary>
    BadGateway,

    /// <summary>503 with <c>Retry-After</c>; nothing was done.</summary>
    ServiceUnavailable,

    /// <summary>504 with an HTML page; nothing was done.</summary>
    GatewayTimeout,

    /// <summary>The connection is reset without an answer; nothing was done.</summary>
    Reset,

    /// <summary>The connection is reset after half of the answer; nothing was done.</summary>
    ResetMidResponse,

    /// <summary>No answer until the client gives up, or <see cref="FaultPlan.HangTime"/>; nothing was done.</summary>
    Hang,

    /// <summary>The true answer, late: after <see cref="FaultPlan.SlowTime"/>; a download drips over that time.</summary>
    Slow,

    /// <summary>200 with <c>{"error_code", "error_message"}</c>; nothing was done.</summary>
    ErrorInside200,

    /// <summary>200 with JSON that breaks off; nothing was done.</summary>
    MalformedJson,

    /// <summary>200 with an HTML page; nothing was done.</summary>
    HtmlPage,

    /// <summary>200 with no body; nothing was done.</summary>
    EmptyBody,

    /// <summary>401 with code 400004.</summary>
    BadToken,

    /// <summary>402 with code 400002.</summary>
    InsufficientBalance,

    /// <summary>403 with code 403001: someone else's request.</summary>
    NotYours,

    /// <summary>404 with code 404001: nonexistent, deleted or expired.</summary>
    ExpiredId,

    /// <summary>400 with <c>InputTextSensitiveContentDetected</c>; not accepted.</summary>
    Moderated,

    /// <summary>422: the input is refused; not accepted.</summary>
    InputRejected,

    /// <summary>Accepted, then 500.</summary>
    AcceptThenServerError,

    /// <summary>Accepted, then 408.</summary>
    AcceptThenRequestTimeout,

    /// <summary>Accepted, then 504 with an HTML page.</summary>
    AcceptThenGatewayTimeout,

    /// <summary>Accepted, then no answer.</summary>
    AcceptThenHang,

    /// <summary>Accepted, then the connection is reset without an answer.</summary>
    AcceptThenReset,

    /// <summary>Accepted, then the connection is reset after half of the answer.</summary>
    AcceptThenResetMidResponse,

    /// <summary>Accepted, then 200 with <c>{"error_code", "error_message"}</c>.</summary>
    AcceptThenErrorInside200,

    /// <summary>Accepted, then 200 with JSON that breaks off.</summary>
    AcceptThenMalformedJson,

    /// <summary>Accepted, then 200 with an object that has no <c>request_id</c>.</summary>
    AcceptThenNoRequestId,

    /// <summary><c>completed</c> at status, <c>failed</c> at result, with an error that is a string.</summary>
    JobFails,

    /// <summary><c>completed</c> at status, <c>failed</c> at result, with an error that is an object.</summary>
    JobFailsWithObject,

    /// <summary><c>completed</c> at status, <c>failed</c> at result: <c>OutputImageSensitiveContentDetected</c>.</summary>
    JobModerated,

    /// <summary>Success with fewer images than the group should have; no effect on single images.</summary>
    PartialGroup,

    /// <summary><c>succeeded</c> with an <c>output</c> that has no image.</summary>
    NoImages,

    /// <summary><c>in_progress</c> for ever.</summary>
    JobStuck,

    /// <summary>The generation takes ten times as long.</summary>
    JobSlow,

    /// <summary>A status word that nobody documented: <c>reticulating</c>.</summary>
    UnknownStatus,

    /// <summary>The status call says <c>failed</c>, which it should not know.</summary>
    FailedStatus,

    /// <summary>The result of a success says <c>completed</c> instead of <c>succeeded</c>.</summary>
    CompletedWord,

    /// <summary>A finished request's result still says <c>processing</c>.</summary>
    StillProcessing,

    /// <summary>The result's URLs point to a host that is not the API's.</summary>
    ForeignUrl,

    /// <summary>A queued request cannot be cancelled after all.</summary>
    NotCancellable,

    /// <summary>The connection closes before the declared length was sent.</summary>
    Truncated,

    /// <summary>A complete answer with half of the file.</summary>
    ShortFile,

    /// <summary>200 with an HTML page of type <c>text/html</c>.</summary>
    WrongType,

    /// <summary>The right length and type, but the first bytes are noise.</summary>
    Corrupt,

    /// <summary>One bit of the pixels is wrong; only a check of the PNG's CRC shows it.</summary>
    BitFlip,

    /// <summary>302 to another URL of the same host, which serves the file.</summary>
    Redirect,

    /// <summary>302 to another host.</summary>
    RedirectElsewhere,

    /// <summary>403, as for a URL past its time.</summary>
    ExpiredUrl,

    /// <summary>404: the file is gone.</summary>
    GoneUrl,

    /// <summary>A file of more than 32 MiB.</summary>
    Oversized,
}
