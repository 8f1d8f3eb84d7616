using System.Text.Json;

namespace Seedream.Chaos.Checking;

/// <summary>What a line of <c>results.jsonl</c>, or a row of the gallery, says.</summary>
internal sealed record ResultLine(int Row, string Outcome, string? RequestId, int Attempts, IReadOnlyList<ResultFile> Files)
{
    public string Id { get; init; } = "";

    public string? ErrorCode { get; init; }

    public string? Error { get; init; }

    /// <summary>Null for an invalid row, and in the gallery.</summary>
    public string? Prompt { get; init; }

    public decimal CostUsd { get; init; }

    public decimal OpenCostUsd { get; init; }

    /// <summary>The batch that paid, where that is another.</summary>
    public string? RanIn { get; init; }

    public static ResultLine Read(JsonElement line) => new(
        line.GetProperty("row").GetInt32(),
        line.GetProperty("outcome").GetString()!,
        line.GetProperty("request_id").GetString(),
        line.GetProperty("attempts").GetInt32(),
        [.. line.GetProperty("files").EnumerateArray().Select(file => new ResultFile(file.GetProperty("name").GetString()!, file.GetProperty("bytes").GetInt64(), file.GetProperty("sha256").GetString()!))])
    {
        Id = Text(line, "id") ?? "",
        ErrorCode = Text(line, "error_code"),
        Error = Text(line, "error"),
        Prompt = line.TryGetProperty("input", out JsonElement input) && input.ValueKind == JsonValueKind.Object ? Text(input, "prompt") : null,
        CostUsd = Money(line, "cost_usd"),
        OpenCostUsd = Money(line, "open_cost_usd"),
        RanIn = Text(line, "ran_in"),
    };

    /// <summary>The same in one text, to be compared.</summary>
    public string Summary => FormattableString.Invariant($"{Row} {Outcome} {RequestId} {string.Join(' ', Files.Select(file => file.Name))}");

    private static string? Text(JsonElement element, string property) => element.TryGetProperty(property, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static decimal Money(JsonElement element, string property) => element.TryGetProperty(property, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetDecimal() : 0;
}
