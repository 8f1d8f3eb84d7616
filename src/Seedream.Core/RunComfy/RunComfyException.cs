using System.Net;

namespace Seedream.Core.RunComfy;

/// <summary>
/// An API call that did not give what was asked. The subclasses are the decisions a caller can take; this base carries what
/// a person needs to understand it. Never contains the token.
/// </summary>
public abstract class RunComfyException : Exception
{
    protected RunComfyException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>HTTP status, if there was an answer.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>The vendor's error code, for example <c>400002</c>, if the answer had one.</summary>
    public string? VendorCode { get; init; }

    /// <summary>The vendor's message, if the answer had one.</summary>
    public string? VendorMessage { get; init; }

    /// <summary>The answer's body, cut to 4 KB.</summary>
    public string? RawBody { get; init; }

    /// <summary>How long the API asked to wait (<c>Retry-After</c>, seconds or date), if it did.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>This project's stable code for it (docs/errors.md), for example <c>API429</c>.</summary>
    public abstract string Code { get; }

    /// <summary>True when the request certainly was not accepted, so a submission may be repeated without paying twice.</summary>
    public abstract bool CertainlyNotAccepted { get; }
}
