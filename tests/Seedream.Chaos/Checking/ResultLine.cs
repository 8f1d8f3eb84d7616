using System.Text.Json;

namespace Seedream.Chaos.Checking;

/// <summary>What a line of <c>results.jsonl</c>, or a row of the gallery, says.</summary>
internal sealed record ResultLine(int Row, string Outcome, string? RequestId, int Attempts, IReadOnlyList<ResultFile> Files)
{
    public static ResultLine Read(JsonElement line) => new(
        line.GetProperty("row").GetInt32(),
        line.GetProperty("outcome").GetString()!,
        line.GetProperty("request_id").GetString(),
        line.GetProperty("attempts").GetInt32(),
        [.. line.GetProperty("files").EnumerateArray().Select(file => new ResultFile(file.GetProperty("name").GetString()!, file.GetProperty("bytes").GetInt64(), file.GetProperty("sha256").GetString()!))]);

    /// <summary>The same in one text, to be compared.</summary>
    public string Summary => FormattableString.Invariant($"{Row} {Outcome} {RequestId} {string.Join(' ', Files.Select(file => file.Name))}");
}
