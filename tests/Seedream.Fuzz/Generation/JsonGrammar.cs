using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Seedream.Fuzz.Generation;

/// <summary>JSON as text: of any shape, with every way of escaping, at times with names twice or half characters.</summary>
internal static class JsonGrammar
{
    private static readonly string[] Numbers =
        ["0", "-0", "1", "7", "15", "16", "-1", "1.5", "1e3", "1e999", "-1e-999", "2147483648", "99999999999999999999999999999999", "0.028", "400002", "400004", "429", "1777629600", "1777629600000"];

    /// <summary>Any value.</summary>
    public static void Value(Dice dice, StringBuilder json, int depth = 0)
    {
        switch (dice.Below(depth > 5 ? 6 : 9))
        {
            case 0:
                json.Append(dice.Of<string>("null", "true", "false"));
                break;
            case 1:
                json.Append(dice.Of<string>(Numbers));
                break;
            case 2 or 3 or 4 or 5:
                Text(dice, json, Words.Text(dice));
                break;
            case 6:
                json.Append('[');
                for (int items = dice.Size(6); items > 0; items--)
                {
                    Value(dice, json, depth + 1);
                    json.Append(items > 1 ? "," : "");
                }

                json.Append(']');
                break;
            case 7 when dice.OneIn(40):
                // Deeper than parsers allow.
                int levels = dice.Between(60, 300);
                json.Append('[', levels).Append(']', levels);
                break;
            default:
                Object(dice, json, depth + 1, Words.Text);
                break;
        }
    }

    /// <summary>An object with names from <paramref name="name"/>.</summary>
    public static void Object(Dice dice, StringBuilder json, int depth, Func<Dice, string> name)
    {
        json.Append('{');
        for (int members = dice.Size(8); members > 0; members--)
        {
            Text(dice, json, name(dice));
            json.Append(dice.OneIn(20) ? " : " : ":");
            Value(dice, json, depth + 1);
            json.Append(members > 1 ? "," : "");
        }

        json.Append('}');
    }

    /// <summary>A string: as it is, escaped by the rules, or with needless escapes.</summary>
    public static void Text(Dice dice, StringBuilder json, string text)
    {
        int style = dice.Below(6);
        json.Append('"');
        foreach (char c in text)
        {
            if (style == 0 || (style == 1 && dice.OneIn(3)) || char.IsSurrogate(c) && style < 4)
                json.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else if (c is '"' or '\\' && style != 5)
                json.Append('\\').Append(c);
            else if (c < ' ' && style != 5)
                json.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            else
                json.Append(c);
        }

        json.Append('"');
    }

    /// <summary>True if the text is JSON by the runtime's own strict reader, a byte order mark aside.</summary>
    public static bool IsValid(ReadOnlyMemory<byte> json)
    {
        try
        {
            JsonDocument.Parse(json.Span.StartsWith("\uFEFF"u8) ? json[3..] : json).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
