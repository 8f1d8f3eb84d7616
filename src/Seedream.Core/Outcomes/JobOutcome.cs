using System.Text.Json.Serialization;

namespace Seedream.Core.Outcomes;

/// <summary>What is stored about a job once its outcome is known; a repeat overwrites it with the same.</summary>
public sealed record JobOutcome
{
    [JsonPropertyName("schema_version")]
    public int SchemaVersion { get; init; } = 1;

    /// <summary>Paid for, not in storage, and to be had with the request id.</summary>
    [JsonIgnore]
    public bool IsCollectable => RequestId is not null && Outcome switch
    {
        OutcomeKind.TimedOut => true,
        OutcomeKind.Failed => ErrorCode?.StartsWith("OUT", StringComparison.Ordinal) == true,
        _ => false,
    };

    /// <summary>1-based among the data rows of the file.</summary>
    [JsonPropertyName("row")]
    public required int Row { get; init; }

    [JsonPropertyName("outcome")]
    public required OutcomeKind Outcome { get; init; }

    /// <summary>The API's reference; null if nothing is known to have been accepted.</summary>
    [JsonPropertyName("request_id")]
    public string? RequestId { get; init; }

    /// <summary>Number of the ledger record this outcome belongs to (the round in which it was submitted); 0 if never submitted.</summary>
    [JsonPropertyName("attempt")]
    public int Attempt { get; init; }

    /// <summary>Submissions that were or may have been paid for so far, over all rounds.</summary>
    [JsonPropertyName("attempts")]
    public int Attempts { get; init; }

    /// <summary>Stable code of this project (docs/errors.md); null on success.</summary>
    [JsonPropertyName("error_code")]
    public string? ErrorCode { get; init; }

    /// <summary>What happened, in words, the vendor's message included.</summary>
    [JsonPropertyName("error")]
    public string? Error { get; init; }

    /// <summary>US dollars as the API reports them; null if it did not.</summary>
    [JsonPropertyName("cost_usd")]
    public decimal? CostUsd { get; init; }

    [JsonPropertyName("files")]
    public IReadOnlyList<OutputFile> Files { get; init; } = [];

    [JsonPropertyName("submitted_at")]
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>When the API says the generation ended; null if it did not.</summary>
    [JsonPropertyName("generated_at")]
    public DateTimeOffset? GeneratedAt { get; init; }

    /// <summary>When the outcome was known and stored.</summary>
    [JsonPropertyName("completed_at")]
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>How often the API was asked how this job stands, the call that brought the result aside.</summary>
    [JsonPropertyName("looks")]
    public int Looks { get; init; }
}
