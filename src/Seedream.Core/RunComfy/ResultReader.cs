using System.Text.Json;

namespace Seedream.Core.RunComfy;

/// <summary>Reads status and result answers.</summary>
internal static class ResultReader
{
    private const int ErrorLimit = 4096;
    private const int OddCostLimit = 100;

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
        IReadOnlyList<string> urls = body.Find("output") is { } output ? OutputReader.Urls(output) : [];
        string? word = Word(body);
        if (word is null && urls.Count == 0)
            return null;
        RequestPhase phase = word is null ? RequestPhase.Completed : PhaseWords.Read(word);
        // `done`, `ok`, `finished`: whatever the word, what was made is there.
        if (phase == RequestPhase.Unknown && urls.Count > 0)
            phase = RequestPhase.Completed;
        if (phase == RequestPhase.Unknown && answer.Error.Code is not null)
            return null;
        VendorError error = VendorError.None;
        if (phase == RequestPhase.Failed)
            error = VendorError.Read(body);
        decimal? cost = body.FindDecimal("cost") is >= 0 and { } told ? told : null;
        return new RequestResult
        {
            Phase = phase,
            Word = clean.Line(word, 100) ?? "",
            OutputUrls = phase == RequestPhase.Completed ? urls : [],
            CreatedAt = body.FindTime("created_at"),
            FinishedAt = body.FindTime("finished_at"),
            CostUsd = cost,
            OddCost = cost is null && body.Find("cost") is { ValueKind: not JsonValueKind.Null } odd ? clean.Line(odd.AsTextOrRaw(), OddCostLimit) : null,
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
}
