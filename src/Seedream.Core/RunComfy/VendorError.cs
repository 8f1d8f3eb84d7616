using System.Text.Json;

namespace Seedream.Core.RunComfy;

/// <summary>
/// Code and message of an error body. The vendor documents no shape; these are the ones its clients try:
/// <c>error_code</c> or <c>code</c>, and <c>error_message</c>, <c>message</c>, <c>error</c> or <c>detail</c> as text, object or array.
/// </summary>
internal sealed record VendorError(string? Code, string? Message)
{
    private const int MaxDepth = 4;

    public static VendorError None { get; } = new(null, null);

    public static VendorError Read(JsonElement body) => new(FindCode(body, 0), FindMessage(body, 0));

    private static string? FindCode(JsonElement element, int depth)
    {
        if (depth > MaxDepth)
            return null;
        if (element.ValueKind == JsonValueKind.Array)
            return element.GetArrayLength() == 0 ? null : FindCode(element[0], depth + 1);
        if (element.ValueKind != JsonValueKind.Object)
            return null;
        string? code = Filled(element.FindText("error_code")) ?? Filled(element.FindText("code"));
        foreach (string nested in (ReadOnlySpan<string>)["error", "detail", "errors"])
            code ??= element.Find(nested) is { } inner ? FindCode(inner, depth + 1) : null;
        return code;
    }

    private static string? FindMessage(JsonElement element, int depth)
    {
        if (depth > MaxDepth)
            return null;
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                return Filled(((JsonElement?)element).AsText());
            case JsonValueKind.Array:
                string[] messages = [.. element.EnumerateArray().Take(5).Select(item => FindMessage(item, depth + 1)).OfType<string>()];
                return messages.Length == 0 ? null : string.Join("; ", messages);
            case JsonValueKind.Object:
                foreach (string name in (ReadOnlySpan<string>)["error_message", "message", "error", "detail", "errors", "msg"])
                {
                    if (element.Find(name) is { } value && FindMessage(value, depth + 1) is { } message)
                        return message;
                }

                return null;
            default:
                return null;
        }
    }

    private static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
