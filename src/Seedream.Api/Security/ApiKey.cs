using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Seedream.Api.Security;

/// <summary>The key that callers must send. Compared by hash in constant time, so neither its content nor its length leaks.</summary>
internal sealed class ApiKey(string key)
{
    /// <summary>The header that Azure Functions uses, so that a client works with both hosts unchanged.</summary>
    public const string Header = "x-functions-key";

    private const string Scheme = "Bearer ";
    private readonly byte[] _hash = Hash(key);

    public bool IsIn(HttpRequest request)
    {
        string? sent = request.Headers[Header];
        if (string.IsNullOrEmpty(sent) && (string?)request.Headers.Authorization is { } authorization && authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            sent = authorization[Scheme.Length..].Trim();
        return sent is { Length: > 0 and <= 1000 } && CryptographicOperations.FixedTimeEquals(_hash, Hash(sent));
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
