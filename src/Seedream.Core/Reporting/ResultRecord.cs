using System.Text.Json.Serialization;
using Seedream.Core.Intake;
using Seedream.Core.Jobs;
using Seedream.Core.Outcomes;
using Seedream.Core.Storage;

namespace Seedream.Core.Reporting;

/// <summary>
/// A line of <c>results.jsonl</c> (docs/results.md, docs/schemas/results.schema.json). Every property is always written,
/// as null where there is nothing to say.
/// </summary>
public sealed record ResultRecord
{
    /// <summary>1-based among the data rows of the file.</summary>
    [JsonPropertyName("row")]
    public required int Row { get; init; }

    /// <summary>1-based physical line on which the row starts in the file.</summary>
    [JsonPropertyName("line")]
    public required int Line { get; init; }

    [JsonPropertyName("id")]
    public string? Id { get; init; }

    [JsonPropertyName("outcome")]
    public required OutcomeKind Outcome { get; init; }

    [JsonPropertyName("request_id")]
    public string? RequestId { get; init; }

    /// <summary>Submissions that were or may have been paid for, over all rounds.</summary>
    [JsonPropertyName("attempts")]
    public required int Attempts { get; init; }

    [JsonPropertyName("error_code")]
    public string? ErrorCode { get; init; }

    [JsonPropertyName("error")]
    public string? Error { get; init; }

    /// <summary>US dollars as the API reports them; null if it did not.</summary>
    [JsonPropertyName("cost_usd")]
    public decimal? CostUsd { get; init; }

    /// <summary>US dollars that may have been charged without the API having named a cost: the worst case. Null for nothing.</summary>
    [JsonPropertyName("open_cost_usd")]
    public decimal? OpenCostUsd { get; init; }

    /// <summary>Model it was submitted to; null where nothing was, and in reports of version 1.</summary>
    [JsonPropertyName("model")]
    public string? Model { get; init; }

    /// <summary>What is odd about what came, in words, though it was kept; null where nothing is.</summary>
    [JsonPropertyName("notes")]
    public IReadOnlyList<string>? Notes { get; init; }

    /// <summary>The batch that paid for it, and reports its cost, where that is not this one.</summary>
    [JsonPropertyName("ran_in")]
    public string? RanIn { get; init; }

    /// <summary>The row as a person sees it in the source: for a text file the line. 0 in reports of version 1.</summary>
    [JsonPropertyName("source_row")]
    public int SourceRow { get; init; }

    /// <summary>Always null for now: the row of which this is another version.</summary>
    [JsonPropertyName("version_of")]
    public int? VersionOf { get; init; }

    /// <summary>Always null for now: what a person marked it as.</summary>
    [JsonPropertyName("mark")]
    public string? Mark { get; init; }

    /// <summary>Always null for now: how many stars a person gave it.</summary>
    [JsonPropertyName("stars")]
    public int? Stars { get; init; }

    [JsonPropertyName("files")]
    public IReadOnlyList<OutputFile> Files { get; init; } = [];

    [JsonPropertyName("submitted_at")]
    public DateTimeOffset? SubmittedAt { get; init; }

    [JsonPropertyName("generated_at")]
    public DateTimeOffset? GeneratedAt { get; init; }

    [JsonPropertyName("completed_at")]
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>What was sent to the model; null for an invalid row.</summary>
    [JsonPropertyName("input")]
    public JobInput? Input { get; init; }

    /// <summary>An invalid row's cells of the known columns, as the file has them, by meaning; null for every other row.</summary>
    [JsonPropertyName("cells")]
    public IReadOnlyDictionary<string, string>? Cells { get; init; }

    /// <summary>The row's cells of all other columns, by the column's name in the file.</summary>
    [JsonPropertyName("metadata")]
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>The record of a row of a file with this header.</summary>
    public static ResultRecord From(ReportRow row, PromptHeader header)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(header);
        (PromptRow prompt, JobOutcome outcome) = row;
        return new ResultRecord
        {
            Row = prompt.Row,
            Line = prompt.Line,
            Id = prompt.Id,
            Outcome = outcome.Outcome,
            RequestId = outcome.RequestId,
            Attempts = outcome.Attempts,
            ErrorCode = outcome.ErrorCode,
            Error = outcome.Error,
            CostUsd = outcome.CostUsd,
            OpenCostUsd = outcome.OpenCostUsd,
            Model = outcome.Model,
            Notes = outcome.Notes,
            RanIn = outcome.RanIn,
            SourceRow = prompt.Line,
            Files = FilesOf(outcome),
            SubmittedAt = outcome.SubmittedAt?.ToUniversalTime(),
            GeneratedAt = outcome.GeneratedAt?.ToUniversalTime(),
            CompletedAt = outcome.CompletedAt?.ToUniversalTime(),
            Input = prompt.Input,
            Cells = prompt.Input is null ? CellsWhere(prompt, header, known: true) : null,
            Metadata = CellsWhere(prompt, header, known: false),
        };
    }

    // Files of another batch lie in its folder, beside this one.
    private static IReadOnlyList<OutputFile> FilesOf(JobOutcome outcome) => outcome.FilesIn is not { } other
        ? outcome.Files
        : [.. outcome.Files.Select(file => file with { Name = $"../{StateLayout.Images(other)}{file.Name}" })];

    // Read from a short row as from a whole one: what is missing at its end is left out.
    private static Dictionary<string, string> CellsWhere(PromptRow prompt, PromptHeader header, bool known)
    {
        Dictionary<string, string> cells = new(StringComparer.Ordinal);
        for (int column = 0; column < Math.Min(header.Columns.Count, prompt.Cells.Count); column++)
        {
            if (header.Meanings[column] is not null == known)
                cells[header.Meanings[column] ?? header.Columns[column]] = prompt.Cells[column];
        }

        return cells;
    }
}
