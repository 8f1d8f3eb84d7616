using System.Security.Cryptography;
using System.Text;

namespace Seedream.Core.RunComfy;

/// <summary>
/// A salted fingerprint of an API token: tells later whether the same token is in use, and nothing else. Text form:
/// <c>salt:hash</c>, both hexadecimal, with a salt of its own for every print.
/// </summary>
public static class TokenPrint
{
    private const int SaltBytes = 8;
    private const int HashBytes = 16;

    /// <summary>A print of the token; null where there is none.</summary>
    public static string? Of(string? token) =>
        string.IsNullOrWhiteSpace(token) ? null : Print(RandomNumberGenerator.GetHexString(2 * SaltBytes, lowercase: true), token);

    /// <summary>True only when the print was made from this very token; false for a missing or damaged print.</summary>
    public static bool Matches(string? print, string? token)
    {
        if (print is null || string.IsNullOrWhiteSpace(token) || print.IndexOf(':', StringComparison.Ordinal) is not (> 0 and var end))
            return false;
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(print), Encoding.UTF8.GetBytes(Print(print[..end], token)));
    }

    private static string Print(string salt, string token) =>
        $"{salt}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{salt}:{token.Trim()}")).AsSpan(0, HashBytes))}";
}
