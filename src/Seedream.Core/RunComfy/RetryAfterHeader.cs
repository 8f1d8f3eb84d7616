using System.Net.Http.Headers;

namespace Seedream.Core.RunComfy;

/// <summary>Reads <c>Retry-After</c>: seconds or a date. Zero, the past and nonsense count as absent.</summary>
internal static class RetryAfterHeader
{
    public static TimeSpan? Read(HttpResponseHeaders headers, DateTimeOffset now)
    {
        TimeSpan? wait = headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - now,
            _ => null,
        };
        return wait > TimeSpan.Zero ? wait : null;
    }
}
