using System.Text;
using Seedream.Api.Routing;
using Seedream.Fuzz.Generation;
using Seedream.Fuzz.Intake;

namespace Seedream.Fuzz.Http;

/// <summary>Requests: routes with right and wrong values, queries, headers, bodies and multipart forms.</summary>
internal sealed class RequestGrammar(FuzzSite site)
{
    private static readonly string[] Parameters = ["limit", "next", "outcome", "search", "only", "dryRun", "offset", "file", "run", "resolution", "max_images", "output_format", "reports", "code", "x"];

    public static string Method(Dice dice, ApiRoute route) => dice.OneIn(12) ? dice.Of<string>("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "get", "FOO") : dice.Of<string>([.. route.Methods]);

    public string Path(Dice dice, ApiRoute route)
    {
        if (dice.OneIn(25))
            return "/" + Legal(Words.Text(dice));
        string path = route.Template
            .Replace("{batch}", Batch(dice), StringComparison.Ordinal)
            .Replace("{job}", dice.OneIn(4) ? Legal(Words.Text(dice)) : site.Job, StringComparison.Ordinal)
            .Replace("{name}", File(dice), StringComparison.Ordinal);
        return dice.OneIn(20) ? path + dice.Of<string>("/", "//", "/..", "/../../seedream/secret.json", ".bak", "%2f", "/x") : path;
    }

    public string Query(Dice dice, ApiRoute route)
    {
        StringBuilder query = new();
        for (int count = dice.OneIn(2) ? 0 : dice.Size(3); count > 0; count--)
            query.Append(query.Length == 0 ? '?' : '&').Append(dice.OneIn(10) ? Uri.EscapeDataString(Words.Text(dice)) : dice.Of<string>(Parameters)).Append(dice.OneIn(10) ? "" : "=").Append(Value(dice, route));
        return query.ToString();
    }

    public static IEnumerable<(string Name, string Value)> Headers(Dice dice)
    {
        yield return ("Host", dice.OneIn(20) ? Legal(Words.Text(dice)) : "localhost");
        for (int count = dice.Size(4); count > 0; count--)
        {
            string name = dice.Of<string>("Range", "If-Range", "If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since", "Idempotency-Key", "Prefer", "Origin", "Sec-Fetch-Site", "Accept", "Content-Encoding", "x-functions-key", "Authorization", "traceparent", "X-Forwarded-For", "X-HTTP-Method-Override");
            string value = name switch
            {
                "Range" => dice.Of<string>("bytes=0-", "bytes=0-0", "bytes=-5", "bytes=5-2", "bytes=1-2,3-4", "bytes=99999999999999999999-", "bytes=0-9223372036854775807", "bytes=-0", "x=1-2", "bytes=" + Words.Text(dice)),
                "If-Match" or "If-None-Match" or "If-Range" => dice.Of<string>("*", "\"a\"", "W/\"a\"", "\"a\", \"b\"", "\"", $"\"{new string('b', 64)}\"", "Fri, 01 May 2026 12:00:30 GMT"),
                "Prefer" => dice.Of<string>("wait=5", "wait=99999999999999999999", "respond-async; wait=\"3\"", "wait", ",;="),
                "Idempotency-Key" => dice.Of<string>("k", "\"k\"", "\"\"", "\"", new string('k', 300)),
                "Sec-Fetch-Site" => dice.Of<string>("same-origin", "cross-site", "none", ""),
                _ => Words.Text(dice),
            };
            yield return (name, Legal(dice.OneIn(6) ? Words.Text(dice) : value));
        }
    }

    public static (string? ContentType, byte[] Body) Body(Dice dice, ApiRoute route)
    {
        if (route.Method != "POST" && !dice.OneIn(20))
            return (null, []);
        return dice.Below(6) switch
        {
            0 => Multipart(dice),
            1 when route == ApiRoutes.PostBatch => Multipart(dice),
            2 when route == ApiRoutes.PostBatch => ("application/x-ndjson", Mutation.Sometimes(dice, Encodings.Encode(dice, JsonLinesGrammar.Text(dice)))),
            _ when route == ApiRoutes.PostBatch => ("text/csv; charset=utf-8", Mutation.Sometimes(dice, Encodings.Encode(dice, CsvGrammar.Text(dice)))),
            3 => (Legal(Words.Text(dice)), Encoding.UTF8.GetBytes(Words.Text(dice))),
            _ => ("application/json", Mutation.Sometimes(dice, Encoding.UTF8.GetBytes(Json(dice)))),
        };
    }

    /// <summary>What Kestrel lets through in paths and headers: no control characters, no half characters.</summary>
    private static string Legal(string text) => string.Concat(text.EnumerateRunes().Where(rune => rune.Value >= 0x20 && rune.Value != 0x7F && rune.Value != 0xFFFD).Select(rune => rune.ToString()));

    private static string Json(Dice dice)
    {
        StringBuilder json = new();
        JsonLinesGrammar.Row(dice, json, [.. Enumerable.Range(0, dice.Size(4)).Select(_ => FileChoices.ColumnName(dice))]);
        return json.ToString();
    }

    private static (string, byte[]) Multipart(Dice dice)
    {
        StringBuilder form = new();
        for (int fields = dice.Size(3); fields > 0; fields--)
            form.Append("--b\r\nContent-Disposition: form-data; name=\"").Append(dice.OneIn(4) ? Words.Text(dice) : dice.Of<string>(Parameters)).Append("\"\r\n\r\n").Append(Words.Text(dice)).Append("\r\n");
        for (int files = dice.OneIn(5) ? dice.Size(3) : 1; files > 0; files--)
            form.Append("--b\r\nContent-Disposition: form-data; name=\"file\"; filename").Append(dice.OneIn(6) ? "*=UTF-8''" : "=\"").Append(dice.OneIn(3) ? Words.Text(dice) : "x.csv").Append("\"\r\nContent-Type: text/csv\r\n\r\n").Append(CsvGrammar.Text(dice)).Append("\r\n");
        form.Append("--b--\r\n");
        byte[] body = Encoding.UTF8.GetBytes(form.ToString());
        return ($"multipart/form-data; boundary={dice.Of<string>("b", "b", "b", "b", "\"b\"", "c", "", new string('b', 100))}", dice.OneIn(2) ? body : Mutation.Always(dice, body, dice.Between(1, 3)));
    }

    private string Batch(Dice dice) => dice.Below(6) switch
    {
        0 => Legal(Words.Text(dice)),
        1 => site.Running,
        2 => dice.Of<string>("elsewhere", "jobs", "..", ".", site.Job, site.Ended.ToUpperInvariant(), "%2e%2e"),
        _ => site.Ended,
    };

    private static string File(Dice dice) => dice.OneIn(3) ? Legal(Words.Text(dice)) : dice.Of<string>(FuzzSite.Image, "index.html", "results.csv", "manifest.json", "../elsewhere/00001-x-1.png", "..%2f..%2ftop.html", "00001-x-1.png", "99999999999-x.png");

    private string Value(Dice dice, ApiRoute route) => Uri.EscapeDataString(dice.Below(5) switch
    {
        0 => Words.Text(dice),
        1 => PageTokens.Any(dice, site, route),
        _ => dice.Of<string>("1", "0", "50", "500", "1001", "true", "false", "succeeded", "failed,timed_out", "pending", "failed,pending", "invalid", "4:3", "a", "x.csv", "../x.csv", "9"),
    });
}
