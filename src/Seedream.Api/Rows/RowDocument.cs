using System.Text.Json.Serialization;
using Seedream.Core.Jobs;
using Seedream.Core.Outcomes;
using Seedream.Core.Reporting;

namespace Seedream.Api.Rows;

/// <summary>A row of a batch and what became of it so far: a line of <c>results.jsonl</c>, but without an outcome while there is none.</summary>
public sealed record RowDocument
{
    [JsonPropertyName("row")]
    public required int Row { get; init; }

    [JsonPropertyName("line")]
    public required int Line { get; init; }

    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>Absent while the row waits or runs.</summary>
    [JsonPropertyName("outcome")]
    public OutcomeKind? Outcome { get; init; }

    [JsonPropertyName("request_id")]
    public string? RequestId { get; init; }

    [JsonPropertyName("attempts")]
    public int Attempts { get; init; }

    [JsonPropertyName("error_code")]
    public string? ErrorCode { get; init; }

    [JsonPropertyName("error")]
    public string? Error { get; init; }

    [JsonPropertyName("cost_usd")]
    public decimal? CostUsd { get; init; }

    /// <summary>US dollars that may have been charged without the API having named a cost; absent for nothing.</summary>
    [JsonPropertyName("open_cost_usd")]
    public decimal? OpenCostUsd { get; init; }

    /// <summary>Model it was submitted to; absent where nothing was.</summary>
    [JsonPropertyName("model")]
    public string? Model { get; init; }

    /// <summary>What is odd about what came, in words.</summary>
    [JsonPropertyName("notes")]
    public IReadOnlyList<string>? Notes { get; init; }

    /// <summary>The batch that paid for it, where that is not this one.</summary>
    [JsonPropertyName("ran_in")]
    public string? RanIn { get; init; }

    /// <summary>The row as a person sees it in the source: for a text file the line.</summary>
    [JsonPropertyName("source_row")]
    public int SourceRow { get; init; }

    [JsonPropertyName("version_of")]
    public int? VersionOf { get; init; }

    [JsonPropertyName("mark")]
    public string? Mark { get; init; }

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

    [JsonPropertyName("input")]
    public JobInput? Input { get; init; }

    [JsonPropertyName("cells")]
    public IReadOnlyDictionary<string, string>? Cells { get; init; }

    [JsonPropertyName("metadata")]
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    public static RowDocument From(ResultRecord record, bool hasOutcome)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new RowDocument
        {
            Row = record.Row,
            Line = record.Line,
            Id = record.Id,
            Outcome = hasOutcome ? record.Outcome : null,
            RequestId = record.RequestId,
            Attempts = record.Attempts,
            ErrorCode = record.ErrorCode,
            Error = record.Error,
            CostUsd = record.CostUsd,
            OpenCostUsd = record.OpenCostUsd,
            Model = record.Model,
            Notes = record.Notes,
            RanIn = record.RanIn,
            // Reports of version 1 have none.
            SourceRow = record.SourceRow > 0 ? record.SourceRow : record.Line,
            VersionOf = record.VersionOf,
            Mark = record.Mark,
            Stars = record.Stars,
            Files = record.Files,
            SubmittedAt = record.SubmittedAt,
            GeneratedAt = record.GeneratedAt,
            CompletedAt = record.CompletedAt,
            Input = record.Input,
            Cells = record.Cells,
            Metadata = record.Metadata,
        };
    }
}
