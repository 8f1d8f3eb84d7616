using System.Security.Cryptography;
using System.Text.Json;

namespace Seedream.Core.Jobs;

/// <summary>Keys by which a job delivered twice is known again. Keys of different kinds never mean the same job.</summary>
public static class JobKey
{
    /// <summary>What an HTTP caller sent as <c>Idempotency-Key</c>.</summary>
    public static string FromHeader(string value) => $"header:{value}";

    /// <summary>A queue message: delivered again it has the same id.</summary>
    public static string FromMessage(string queue, string messageId) => $"message:{queue}:{messageId}";

    /// <summary>The caller's own id together with everything that was asked for.</summary>
    public static string FromRequest(JobRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return $"request:{ContentHash(request)}";
    }

    /// <summary>A key nobody else has: for a request that brings nothing to know it by.</summary>
    public static string Unique() => $"unique:{Guid.NewGuid():n}";

    /// <summary>SHA-256 of everything that was asked for, lower-case hexadecimal.</summary>
    public static string ContentHash(JobRequest request) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(request, JobsJson.Default.JobRequest)));
}
