using System.Text.Json.Serialization;
using Seedream.Core.Jobs;
using Seedream.Core.Outcomes;

namespace Seedream.Core.Batches;

/// <summary>A batch as storage knows it (<c>catalog/&lt;batch&gt;.json</c>), or a single job, which is a batch of one row (<c>jobs/&lt;job&gt;.json</c>).</summary>
public sealed record BatchRecord
{
    [JsonPropertyName("schema_version")]
    public int SchemaVersion { get; init; } = 1;

    /// <summary>Slug of the file name and a short hash of (name, content, options, run number).</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>The prompt file's name.</summary>
    [JsonPropertyName("file")]
    public required string File { get; init; }

    /// <summary>Name in the prompts container from which it is planned; null for a file that was handed over and planned at once.</summary>
    [JsonPropertyName("source")]
    public string? Source { get; init; }

    [JsonPropertyName("content_sha256")]
    public required string ContentSha256 { get; init; }

    [JsonPropertyName("defaults")]
    public required JobDefaults Defaults { get; init; }

    /// <summary>1 unless the caller deliberately ran the same file again.</summary>
    [JsonPropertyName("run")]
    public int Run { get; init; } = 1;

    /// <summary>Model it is run with: null for the default model, the only one of earlier releases.</summary>
    [JsonPropertyName("model")]
    public string? Model { get; init; }

    /// <summary>Hash of what its valid rows ask for, under which it is entered; null for a single job, a file without a valid row, and in records of earlier releases until they are brought up to date.</summary>
    [JsonPropertyName("asked")]
    public string? Asked { get; init; }

    /// <summary>Hash of its rows as understood, metadata included; null as <see cref="Asked"/>.</summary>
    [JsonPropertyName("full")]
    public string? Full { get; init; }

    /// <summary>Full name of the file of which it is a version; null for a file that was handed over.</summary>
    [JsonPropertyName("full_name")]
    public string? FullName { get; init; }

    /// <summary>What was asked for, where this is a single job and not a batch.</summary>
    [JsonPropertyName("request")]
    public JobRequest? Request { get; init; }

    /// <summary>The kind of host that runs it: <see cref="BatchOwner"/>. Null for one that nobody has started.</summary>
    [JsonPropertyName("owner")]
    public string? Owner { get; init; }

    [JsonPropertyName("status")]
    public required BatchStatus Status { get; init; }

    /// <summary>Why it was halted or rejected, in words.</summary>
    [JsonPropertyName("reason")]
    public string? Reason { get; init; }

    [JsonPropertyName("created_at")]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the current or last round began.</summary>
    [JsonPropertyName("started_at")]
    public DateTimeOffset? StartedAt { get; init; }

    [JsonPropertyName("completed_at")]
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>1 for the first pass over all rows; each retry or collect is a further round.</summary>
    [JsonPropertyName("round")]
    public int Round { get; init; } = 1;

    /// <summary>What the current round after the first was begun for; null in the first, and in records of earlier releases.</summary>
    [JsonPropertyName("begun")]
    public BegunRound? Begun { get; init; }

    /// <summary>The rounds that were begun for a dropped <c>failed.csv</c>, by a hash of what it names; null for none. The same named again begins none.</summary>
    [JsonPropertyName("failed_files")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, int>? FailedFiles { get; init; }

    /// <summary>The last round whose end was told to whoever is to be notified, or given up; 0 for none.</summary>
    [JsonPropertyName("notified_round")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int NotifiedRound { get; init; }

    /// <summary>US dollars per image on which the estimates rest.</summary>
    [JsonPropertyName("price_per_image_usd")]
    public decimal PricePerImageUsd { get; init; }

    [JsonPropertyName("rows")]
    public int Rows { get; init; }

    /// <summary>Rows per outcome after the last closed round; empty before.</summary>
    [JsonPropertyName("counts")]
    public IReadOnlyDictionary<OutcomeKind, int> Counts { get; init; } = new Dictionary<OutcomeKind, int>();

    /// <summary>Images in storage after the last closed round.</summary>
    [JsonPropertyName("images")]
    public long Images { get; init; }

    /// <summary>Their bytes.</summary>
    [JsonPropertyName("bytes")]
    public long Bytes { get; init; }

    /// <summary>US dollars as the API reported them, after the last closed round.</summary>
    [JsonPropertyName("cost_usd")]
    public decimal CostUsd { get; init; }

    /// <summary>US dollars that may have been charged beyond that without the API having named it, after the last closed round.</summary>
    [JsonPropertyName("cost_open_usd")]
    public decimal CostOpenUsd { get; init; }
}
