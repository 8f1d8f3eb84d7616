using System.Buffers.Text;
using System.Text;

namespace Seedream.Core.Queues;

/// <summary>The JSON in a queue message: as it is, or as base64, which Azure's own tools write.</summary>
internal static class MessageText
{
    /// <summary>The JSON's bytes, if it looks like JSON at all; else null.</summary>
    public static byte[]? Decode(string text)
    {
        ReadOnlySpan<char> trimmed = text.AsSpan().Trim().TrimStart('\uFEFF');
        if (trimmed is ['{' or '[', ..])
            return Encoding.UTF8.GetBytes(trimmed.ToString());
        if (trimmed.IsEmpty || !Base64.IsValid(trimmed))
            return null;
        byte[] decoded = Convert.FromBase64String(trimmed.ToString());
        ReadOnlySpan<byte> json = decoded.AsSpan();
        if (json.StartsWith(Encoding.UTF8.Preamble))
            json = json[Encoding.UTF8.Preamble.Length..];
        return json.Trim(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..] ? json.ToArray() : null;
    }
}
