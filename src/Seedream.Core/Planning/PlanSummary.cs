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
}
