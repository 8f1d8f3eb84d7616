using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Seedream.Core.RunComfy;

/// <summary>Reads what can be read from JSON whose shape nobody promised: a missing or odd value is null, never an exception.</summary>
internal static class JsonReading
{
    public static JsonDocument? Parse(ReadOnlyMemory<byte> body)
    {
        if (body.Span.StartsWith("\uFEFF"u8))
            body = body[3..];
        return TryParse(body) ?? (JsonRepair.TryRepair(body.Span) is { } repaired ? TryParse(repaired) : null);
    }

    private static JsonDocument? TryParse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static JsonElement? Find(this JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object)
            return null;
        JsonElement? found = null;
        foreach (JsonProperty property in element.EnumerateObject())
        {
            try
            {
                if (property.NameEquals(name))
                    found = property.Value;
            }
            catch (InvalidOperationException)
            {
                // A name that is no Unicode is none of ours; it must not hide the others, as TryGetProperty would let it.
            }
        }

        return found;
    }

    public static string? AsText(this JsonElement? element)
    {
        try
        {
            return element?.ValueKind switch
            {
                JsonValueKind.String => element.Value.GetString(),
                JsonValueKind.Number => element.Value.RawText(),
                _ => null,
            };
        }
        catch (InvalidOperationException)
        {
            // Text that is no Unicode: broken UTF-8 or a lone surrogate.
            return null;
        }
    }

    /// <summary>Text as it is, anything else as its JSON.</summary>
    public static string AsTextOrRaw(this JsonElement element) => ((JsonElement?)element).AsText() ?? element.RawText();

    /// <summary>The JSON itself, whatever bytes are in it.</summary>
    public static string RawText(this JsonElement element) => Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(element));

    public static string? FindText(this JsonElement element, string name) => element.Find(name).AsText();

    public static decimal? FindDecimal(this JsonElement element, string name) =>
        decimal.TryParse(element.FindText(name), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) ? number : null;

    public static int? FindInt(this JsonElement element, string name) =>
        int.TryParse(element.FindText(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number : null;

    /// <summary>ISO 8601, or seconds or milliseconds since 1970.</summary>
    public static DateTimeOffset? FindTime(this JsonElement element, string name)
    {
        string? text = element.FindText(name);
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double since))
        {
            // 1e11 seconds is the year 5138, 1e11 milliseconds is 1973: nothing in between is a date of ours.
            double milliseconds = since < 1e11 ? since * 1000 : since;
            return milliseconds is > 0 and < 2.5e14 ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds) : null;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time)
            ? time
            : null;
    }
}
