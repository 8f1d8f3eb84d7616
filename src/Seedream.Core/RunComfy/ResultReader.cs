using System.Text.Json;

namespace Seedream.Core.RunComfy;

/// <summary>Reads status and result answers.</summary>
internal static class ResultReader
{
    private const int ErrorLimit = 4096;
    private const int MostUrls = 100;

    public static RequestStatus? ReadStatus(ApiAnswer answer, CleanText clean)
    {
        if (answer.Object is not { } body || Word(body) is not { } word)
            return null;
        RequestPhase phase = PhaseWords.Read(word);
        if (phase == RequestPhase.Unknown && answer.Error.Code is not null)
            return null;
        int? position = phase == RequestPhase.Queued && body.FindInt("queue_position") is >= 0 and { } queued ? queued : null;
        return new RequestStatus(phase, clean.Line(word, 100)!, position);
    }

    public static RequestResult? ReadResult(ApiAnswer answer, CleanText clean)
    {
        if (answer.Object is not { } body)
            return null;
        // Only `output` holds what was made; the rest of the body may echo the input.
        List<string> urls = body.Find("output") is { } output ? OutputUrls(output) : [];
        string? word = Word(body);
        if (word is null && urls.Count == 0)
            return null;
        RequestPhase phase = word is null ? RequestPhase.Completed : PhaseWords.Read(word);
        if (phase == RequestPhase.Unknown && answer.Error.Code is not null)
            return null;
        VendorError error = VendorError.None;
        if (phase == RequestPhase.Failed)
            error = VendorError.Read(body);
        return new RequestResult
        {
            Phase = phase,
            Word = clean.Line(word, 100) ?? "",
            OutputUrls = phase == RequestPhase.Completed ? urls : [],
            CreatedAt = body.FindTime("created_at"),
            FinishedAt = body.FindTime("finished_at"),
            CostUsd = body.FindDecimal("cost") is >= 0 and { } cost ? cost : null,
            ErrorCode = clean.Line(error.Code, 100),
            Error = phase == RequestPhase.Failed ? clean.Line(error.Message ?? RawError(body), ErrorLimit) : null,
        };
    }

    // A number here is an HTTP status in an error body, not a state.
    private static string? Word(JsonElement body) =>
        body.Find("status") is { ValueKind: JsonValueKind.String } status && ((JsonElement?)status).AsText() is { } word && !string.IsNullOrWhiteSpace(word)
            ? word
            : null;

    private static string? RawError(JsonElement body) =>
        body.Find("error") is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } error ? error.RawText() : null;

    private static List<string> OutputUrls(JsonElement output)
    {
        var urls = new List<string>();
        foreach (string name in (ReadOnlySpan<string>)["image", "images", "video", "videos"])
        {
            if (output.Find(name) is { } value)
                Add(value, urls);
        }

        return urls;
    }

    private static void Add(JsonElement value, List<string> urls)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in value.EnumerateArray())
            {
                if (item.ValueKind != JsonValueKind.Array)
                    Add(item, urls);
            }
        }
        else
        {
            JsonElement? text = value.ValueKind == JsonValueKind.Object ? value.Find("url") : value;
            if (text?.ValueKind == JsonValueKind.String && text.AsText() is { Length: > 0 } url && urls.Count < MostUrls && !urls.Contains(url, StringComparer.Ordinal))
                urls.Add(url);
        }
    }
}
