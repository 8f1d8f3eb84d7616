using System.Globalization;
using Microsoft.AspNetCore.Http;
using Seedream.Api.Problems;

namespace Seedream.Api.Requests;

/// <summary>The <c>Idempotency-Key</c> header: by it a job that is sent again is known again.</summary>
internal static class IdempotencyKey
{
    private const int Longest = 255;

    public static string? Of(HttpRequest request)
    {
        if (request.Headers["Idempotency-Key"] is not { Count: > 0 } header)
            return null;
        string key = header.ToString().Trim();
        // The draft standard writes it as a quoted string; most clients do not.
        if (key is ['"', .. var inner, '"'])
            key = inner;
        if (header.Count > 1 || key.Length is 0 or > Longest || key.AsSpan().ContainsAnyExceptInRange('!', '~'))
            throw new ApiException(HttpCodes.BadParameter, string.Create(CultureInfo.InvariantCulture, $"expected one Idempotency-Key of 1–{Longest} visible ASCII characters, found {Shown.Text(key)}"));
        return key;
    }
}
