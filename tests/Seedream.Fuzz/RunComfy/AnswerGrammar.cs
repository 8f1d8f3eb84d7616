using System.Globalization;
using System.Text;
using Seedream.Fuzz.Generation;

namespace Seedream.Fuzz.RunComfy;

/// <summary>What the image API may answer: its documented bodies, odd ones, error pages, damaged JSON, and headers.</summary>
internal static class AnswerGrammar
{
    private static readonly string[] Names =
    [
        "request_id", "status", "queue_position", "output", "image", "images", "video", "videos", "url", "error", "error_code", "error_message", "code", "message", "detail", "errors", "msg", "created_at", "finished_at", "cost",
        "outcome", "base_price_usd", "price_unit", "pricing_note", "balance_usd", "currency", "input", "status_url",
    ];

    public static int Status(Dice dice) => dice.Below(4) switch
    {
        0 => dice.Of<int>(400, 401, 402, 403, 404, 408, 409, 410, 422, 425, 429, 500, 502, 503, 504, 301, 302, 204, 206),
        1 => dice.Between(200, 599),
        _ => 200,
    };

    public static byte[] Body(Dice dice)
    {
        StringBuilder json = new();
        switch (dice.Below(8))
        {
            case 0:
                JsonGrammar.Value(dice, json);
                break;
            case 1:
                json.Append(dice.Of<string>("", "<html><body>502 Bad Gateway</body></html>", "null", "[]", "\"\"", "{}", "true", $"token {Words.Token}"));
                break;
            default:
                Known(dice, json);
                break;
        }

        byte[] bytes = Encoding.UTF8.GetBytes(json.ToString());
        return dice.OneIn(2) ? bytes : Mutation.Always(dice, bytes, dice.Between(1, 3));
    }

    public static string RetryAfter(Dice dice) => dice.Below(4) switch
    {
        0 => dice.Of<string>("0", "1", "30", "-5", "99999999999999999999", "2147483647", "2147483648", "1.5", "NaN", "", " 7 "),
        1 => dice.Of<string>("Fri, 01 May 2026 12:00:30 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "Mon, 01 Jan 0001 00:00:00 GMT", "Fri, 01 May 2026 11:00:00 GMT"),
        _ => Words.Text(dice),
    };

    private static void Known(Dice dice, StringBuilder json)
    {
        json.Append('{');
        for (int members = dice.Size(10) + 1; members > 0; members--)
        {
            string name = dice.OneIn(12) ? Words.Text(dice) : dice.Of<string>(Names);
            JsonGrammar.Text(dice, json, name);
            json.Append(':');
            Member(dice, json, name);
            json.Append(members > 1 ? "," : "");
        }

        json.Append('}');
    }

    private static void Member(Dice dice, StringBuilder json, string name)
    {
        string? text = name switch
        {
            _ when dice.OneIn(6) => null,
            "request_id" => dice.Of<string>("r1", "req_0123456789", new string('a', 128), new string('a', 129), "../x", "a b", ""),
            "status" or "outcome" => dice.Of<string>("in_queue", "in_progress", "completed", "succeeded", "failed", "cancelled", "not_cancellable", "IN-QUEUE", "unknown", ""),
            "error_code" or "code" => dice.Of<string>("400001", "400002", "400004", "403001", "404001", "429", "500000", "InputTextSensitiveContentDetected", "x"),
            "image" or "video" or "url" => dice.Of<string>("https://playgrounds-storage-public.runcomfy.net/a.png", "https://evil.example/a.png", "http://169.254.169.254/"),
            "created_at" or "finished_at" => dice.Of<string>("2026-05-01T12:00:00Z", "1777636800", "-1", "1e308", "9999-12-31T23:59:59.9999999+14:00", "yesterday"),
            "cost" or "base_price_usd" or "balance_usd" or "queue_position" => dice.Of<string>("0.03", "1e28", "1e29", "-1", "79228162514264337593543950335", "0", "3"),
            "error" or "message" or "detail" when dice.OneIn(3) => $"bad token {Words.Token} in {Words.Text(dice)}",
            _ => null,
        };
        if (text is null && name == "output" && !dice.OneIn(6))
            Known(dice, json);
        else if (text is null)
            JsonGrammar.Value(dice, json, depth: 2);
        else if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) && dice.OneIn(2))
            json.Append(text);
        else
            JsonGrammar.Text(dice, json, text);
    }
}
