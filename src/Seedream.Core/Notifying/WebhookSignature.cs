using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Seedream.Core.Notifying;

/// <summary>Signs webhooks as in Standard Webhooks: HMAC-SHA256 over id, timestamp and body.</summary>
internal sealed class WebhookSignature
{
    private const string Prefix = "whsec_";
    private readonly byte[][] _keys;

    private WebhookSignature(byte[][] keys) => _keys = keys;

    /// <summary>From the setting: one secret, or several separated by spaces; null when one is not valid.</summary>
    public static WebhookSignature? TryCreate(string? secrets)
    {
        string[] parts = secrets?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        byte[]?[] keys = Array.ConvertAll(parts, Decode);
        return keys.Length == 0 || Array.Exists(keys, key => key is null) ? null : new WebhookSignature(keys!);
    }

    /// <summary>The header <c>webhook-signature</c>: <c>v1,…</c> per secret, separated by spaces.</summary>
    public string Sign(string id, DateTimeOffset timestamp, ReadOnlySpan<byte> body)
    {
        byte[] head = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp.ToUnixTimeSeconds()}."));
        byte[] signed = [.. head, .. body];
        return string.Join(' ', _keys.Select(key => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, signed))}"));
    }

    private static byte[]? Decode(string secret)
    {
        if (!secret.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        byte[] key = new byte[secret.Length];
        return Convert.TryFromBase64String(secret[Prefix.Length..], key, out int length) && length is >= 24 and <= 64 ? key[..length] : null;
    }
}
