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

    /// <summary>
    /// US dollars that may have been charged without the API having named a cost: the worst case. 0 or null where nothing is
    /// open. Earlier releases wrote none.
    /// </summary>
    [JsonPropertyName("open_cost_usd")]
    public decimal? OpenCostUsd { get; init; }

    /// <summary>
    /// True when the API itself said that nothing will come of <see cref="RequestId"/> (failed, cancelled while queued, unknown for
    /// good to the token that submitted it): only then may the row be submitted again without a person's word.
    /// </summary>
    [JsonPropertyName("api_final")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ApiFinal { get; init; }

    /// <summary>
    /// Submissions that may have been charged and of which neither <see cref="CostUsd"/> nor <see cref="OpenCostUsd"/> says anything:
    /// each is open at the row's worst case. Known once the outcomes of all rounds were put together (<see cref="RowOutcome"/>).
    /// </summary>
    [JsonIgnore]
    public int OpenSubmissions { get; init; }

    /// <summary>The batch for which this was paid, where that is not the row's own; its cost is reported there.</summary>
    [JsonPropertyName("ran_in")]
    public string? RanIn { get; init; }

    /// <summary>The row of <see cref="RanIn"/>; null with it.</summary>
    [JsonPropertyName("ran_in_row")]
    public int? RanInRow { get; init; }

    /// <summary>The batch in whose folder the files lie; null for the row's own.</summary>
    [JsonPropertyName("files_in")]
    public string? FilesIn { get; init; }

    /// <summary>Model it was submitted to; null where nothing was, and in outcomes of earlier releases.</summary>
    [JsonPropertyName("model")]
    public string? Model { get; init; }

    /// <summary>What is odd about what came, in words, though it was kept; null where nothing is.</summary>
    [JsonPropertyName("notes")]
    public IReadOnlyList<string>? Notes { get; init; }

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
