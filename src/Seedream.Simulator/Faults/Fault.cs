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

    /// <summary>404 with the HTML page of a proxy, without a vendor code; nothing was done.</summary>
    NotFoundPage,

    /// <summary>401 with the HTML page of a firewall, without a vendor code; nothing was done.</summary>
    UnauthorizedPage,

    /// <summary>403 with the HTML page of a firewall, without a vendor code; nothing was done.</summary>
    ForbiddenPage,

    /// <summary>400 with code 400004: the token is refused the other way.</summary>
    BadToken400,

    /// <summary>400 with code 400002: no balance, said the other way.</summary>
    InsufficientBalance400,

    /// <summary>404 with code 400001: there is no such model.</summary>
    UnknownModel,

    /// <summary>Accepted, and answered 202 with <c>status</c> beside the id, as one client's tests have it.</summary>
    AcceptThen202,

    /// <summary>Accepted, but answered with the request id of the submission accepted just before.</summary>
    AcceptThenSameId,

    /// <summary>Accepted, but answered with the oldest request id that is known.</summary>
    AcceptThenOldId,

    /// <summary><c>completed</c> at status, and 404 (404001) at the result for <see cref="FaultPlan.NotFoundTime"/> after it finished.</summary>
    LateResult,

    /// <summary>404 (404001) at every call about it for <see cref="FaultPlan.NotFoundTime"/> after it was accepted.</summary>
    LateRequest,

    /// <summary>404 (404001) at every call about it once it has finished, for good: expired or deleted. It is billed.</summary>
    Gone,

    /// <summary>404 (404001) at every call about it from the start, for good. It runs and is billed.</summary>
    Lost,

    /// <summary><c>completed</c> at status, and 400 with the vendor's words at the result, for good. Not billed.</summary>
    RefusedWith400,

    /// <summary><c>completed</c> at status, and 422 with the vendor's words at the result, for good. Not billed.</summary>
    RefusedWith422,

    /// <summary>Success with three images more than were asked for; all are billed.</summary>
    MoreImages,

    /// <summary>Success with 101 images whatever was asked for; all are billed.</summary>
    OverAHundredImages,

    /// <summary>A finished request's result is answered 400 with code 400005, as if it were not ready.</summary>
    NotReady,

    /// <summary>400 to a result call with <c>include_cost</c>; without it the call works.</summary>
    IncludeCostRefused,

    /// <summary><c>"cost": NaN</c>, which is not JSON.</summary>
    CostNaN,

    /// <summary>A cost below zero.</summary>
    CostNegative,

    /// <summary>A cost of 7.9e28.</summary>
    CostAbsurd,

    /// <summary>The true cost, as a string.</summary>
    CostText,

    /// <summary>A cost in words.</summary>
    CostWords,

    /// <summary>No cost, though it was asked for.</summary>
    CostMissing,

    /// <summary>A result of more than 1 MiB.</summary>
    BigResult,

    /// <summary>URLs with blanks and a line break around them.</summary>
    BlankUrls,

    /// <summary><c>output</c> is the URL itself; an array where there are several.</summary>
    OutputText,

    /// <summary><c>output</c> is an array of URLs.</summary>
    OutputList,

    /// <summary><c>image</c> and <c>images</c> name the same file, with another query.</summary>
    SameFileTwice,

    /// <summary><c>image</c> beside <c>videos</c>, as in the example of the documentation.</summary>
    ImageWithVideos,

    /// <summary>The result of another finished request: its id, its images; another id where there is no other request.</summary>
    AnotherJob,

    /// <summary>Another request's id in the answer, with the true rest.</summary>
    AnotherId,

    /// <summary>The result's <c>model_id</c> is another model's.</summary>
    AnotherModel,

    /// <summary>The result echoes an <c>input</c> that was never sent.</summary>
    AnotherInput,

    /// <summary>Times in the year 1.</summary>
    TimesInYearOne,

    /// <summary>Times at the start of 1970.</summary>
    TimesIn1970,

    /// <summary>Times eight hours ahead.</summary>
    TimesEightHoursOff,

    /// <summary><c>created_at</c> a year before <c>finished_at</c>.</summary>
    TimesAYearApart,

    /// <summary>Times in words.</summary>
    TimesInWords,

    /// <summary>A finished request says <c>done</c>; the output is there.</summary>
    SaysDone,

    /// <summary>A finished request says <c>ok</c>; the output is there.</summary>
    SaysOk,

    /// <summary>A finished request says <c>finished</c>; the output is there.</summary>
    SaysFinished,

    /// <summary>A finished request says <c>expired</c>; the output is there.</summary>
    SaysExpired,

    /// <summary>A finished request says <c>timeout</c>; the output is there.</summary>
    SaysTimeout,

    /// <summary>A finished request says <c>done</c>, without output.</summary>
    SaysDoneWithoutOutput,

    /// <summary>A finished request says <c>ok</c>, without output.</summary>
    SaysOkWithoutOutput,

    /// <summary>A finished request says <c>finished</c>, without output.</summary>
    SaysFinishedWithoutOutput,

    /// <summary>A finished request says <c>expired</c>, without output.</summary>
    SaysExpiredWithoutOutput,

    /// <summary>A finished request says <c>timeout</c>, without output.</summary>
    SaysTimeoutWithoutOutput,

    /// <summary>The cancel of a request that cannot be cancelled answers <c>cancelled</c> beside its true state; nothing changes.</summary>
    CancelledAnyway,

    /// <summary>The model's price is per second.</summary>
    PricePerSecond,

    /// <summary>The model's price is per megapixel.</summary>
    PricePerMegapixel,

    /// <summary>The model's price is per 1000 images.</summary>
    PricePerThousand,

    /// <summary>A price without a unit.</summary>
    PriceWithoutUnit,

    /// <summary>A price as a string.</summary>
    PriceText,

    /// <summary>The price is in the note only, in prose.</summary>
    PriceInProse,

    /// <summary>No price, no unit and no note.</summary>
    PriceMissing,

    /// <summary>The note says that the price depends on an option.</summary>
    PriceByOption,

    /// <summary>The input schema asks for another field and allows fewer resolutions.</summary>
    SchemaChanged,

    /// <summary>No input schema.</summary>
    SchemaMissing,

    /// <summary>The balance is said to be zero.</summary>
    BalanceZero,

    /// <summary>The balance is said to be negative.</summary>
    BalanceNegative,

    /// <summary>The balance as a string.</summary>
    BalanceText,

    /// <summary><c>"balance_usd": NaN</c>, which is not JSON.</summary>
    BalanceNaN,

    /// <summary>200 with an object that has no balance.</summary>
    BalanceOdd,

    /// <summary>The file with <c>Content-Encoding: gzip</c>, whatever was accepted.</summary>
    Gzip,

    /// <summary>The file with <c>Content-Encoding: br</c>, whatever was accepted.</summary>
    Brotli,

    /// <summary>201 with the file.</summary>
    Status201,

    /// <summary>203 with the file.</summary>
    Status203,

    /// <summary>206 with the whole file, and a <c>Content-Range</c> that says so.</summary>
    PartialWhole,

    /// <summary>206 with the first half of the file, and a <c>Content-Range</c> that says so. Not to be kept.</summary>
    PartialHalf,

    /// <summary>A JPEG without its end marker; it decodes.</summary>
    JpegWithoutEnd,

    /// <summary>A PNG without its <c>IEND</c> chunk; it decodes.</summary>
    PngWithoutEnd,

    /// <summary>A PNG with a wrong checksum in a chunk of text; it decodes.</summary>
    PngBadAncillary,

    /// <summary>A complete answer whose file ends in the middle of its pixels (a PNG's <c>IDAT</c>, a JPEG's scan). Not to be kept.</summary>
    CutInPixels,
}
