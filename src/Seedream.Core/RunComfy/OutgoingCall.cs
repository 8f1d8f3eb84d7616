namespace Seedream.Core.RunComfy;

/// <summary>One call to make.</summary>
internal sealed record OutgoingCall(ApiCall Kind, HttpMethod Method, Uri Url, TimeSpan Timeout)
{
    /// <summary>The paid body; only a submission has one.</summary>
    public PaidContent? Paid { get; init; }

    public string? ClientRequestId { get; init; }

    /// <summary>For messages: <c>submit (POST https://…)</c>.</summary>
    public string Description => $"{Kind.ToString().ToLowerInvariant()} ({Method} {Url.GetLeftPart(UriPartial.Path)})";
}
