using System.Text.Json.Serialization;
using Seedream.Core.Batches;
using Seedream.Core.Outcomes;

namespace Seedream.Core.Retention;

/// <summary>What stays of a purged batch (<c>tombstones/&lt;batch&gt;.json</c>), so that its file is recognised and not paid for again.</summary>
public sealed record Tombstone
{
    [JsonPropertyName("schema_version")]
    public int SchemaVersion { get; init; } = 1;

    [JsonPropertyName("batch")]
    public required string Batch { get; init; }

    [JsonPropertyName("file")]
    public required string File { get; init; }

    [JsonPropertyName("run")]
    public required int Run { get; init; }

    [JsonPropertyName("status")]
    public required BatchStatus Status { get; init; }

    [JsonPropertyName("ended_at")]
    public required DateTimeOffset EndedAt { get; init; }

    [JsonPropertyName("purged_at")]
    public required DateTimeOffset PurgedAt { get; init; }

    [JsonPropertyName("counts")]
    public required IReadOnlyDictionary<OutcomeKind, int> Counts { get; init; }

    /// <summary>Hash of what its rows asked for; null in tombstones of earlier releases.</summary>
    [JsonPropertyName("asked")]
    public string? Asked { get; init; }

    /// <summary>Hash of its rows as understood; null in tombstones of earlier releases.</summary>
    [JsonPropertyName("full")]
    public string? Full { get; init; }

    /// <summary>Full name under which it was a version of a file; null for one that was handed over, and in tombstones of earlier releases.</summary>
    [JsonPropertyName("full_name")]
    public string? FullName { get; init; }

    /// <summary>Null for the default model.</summary>
    [JsonPropertyName("model")]
    public string? Model { get; init; }
}
