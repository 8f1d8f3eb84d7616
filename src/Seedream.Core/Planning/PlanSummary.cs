using System.Text.Json.Serialization;
using Seedream.Core.Intake;
using Seedream.Core.Jobs;

namespace Seedream.Core.Planning;

/// <summary>What was found in a prompt file; written last, so that its presence means the plan's segments are whole.</summary>
public sealed record PlanSummary
{
    [JsonPropertyName("schema_version")]
    public int SchemaVersion { get; init; } = 1;

    /// <summary>The prompt file's name as given.</summary>
    [JsonPropertyName("file")]
    public required string File { get; init; }

    /// <summary>SHA-256 of the file's bytes, lower-case hexadecimal.</summary>
    [JsonPropertyName("content_sha256")]
    public required string ContentSha256 { get; init; }

    [JsonPropertyName("content_bytes")]
    public required long ContentBytes { get; init; }

    /// <summary><c>csv</c> or <c>jsonl</c>.</summary>
    [JsonPropertyName("format")]
    public required string Format { get; init; }

    [JsonPropertyName("header")]
    public required PromptHeader Header { get; init; }

    [JsonPropertyName("defaults")]
    public required JobDefaults Defaults { get; init; }

    [JsonPropertyName("rows")]
    public required int Rows { get; init; }

    [JsonPropertyName("valid_rows")]
    public required int ValidRows { get; init; }

    [JsonPropertyName("invalid_rows")]
    public required int InvalidRows { get; init; }

    /// <summary>The most images the valid rows can yield.</summary>
    [JsonPropertyName("most_images")]
    public required long MostImages { get; init; }

    /// <summary>True when the file as a whole is unusable; no row of it runs.</summary>
    [JsonPropertyName("rejected")]
    public required bool Rejected { get; init; }

    /// <summary>How many problems there are in all, warnings included.</summary>
    [JsonPropertyName("problem_count")]
    public required long ProblemCount { get; init; }

    /// <summary>File-level problems, then the first problems of rows, 1,000 in all at most.</summary>
    [JsonPropertyName("problems")]
    public required IReadOnlyList<Problem> Problems { get; init; }

    /// <summary>Folder of the plan's segments; null in plans of earlier releases, which had one only.</summary>
    [JsonPropertyName("segments")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Segments { get; init; }

    /// <summary>Null for the default model.</summary>
    [JsonPropertyName("model")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Model { get; init; }

    /// <summary>Valid rows whose ledger records stand with an earlier batch (<see cref="PromptRow.Home"/>).</summary>
    [JsonPropertyName("shared_rows")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int SharedRows { get; init; }

    /// <summary>Rows that are submitted by nobody here: those that had run, or were under way, when this was planned, and those that are held (<see cref="HeldRows"/>).</summary>
    [JsonPropertyName("ran_rows")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int RanRows { get; init; }

    /// <summary>The most images the rows that had run can yield; they are not paid for again.</summary>
    [JsonPropertyName("ran_images")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long RanImages { get; init; }

    /// <summary>Rows of a <c>failed.csv</c> that may have been paid for in a batch that is not known here: they are not submitted.</summary>
    [JsonPropertyName("held_rows")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int HeldRows { get; init; }

    /// <summary>Batches in which rows of this file ran.</summary>
    [JsonPropertyName("ran_in")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? RanIn { get; init; }
}
