using System.Text.Json.Serialization;

namespace Seedream.Core.Identity;

/// <summary>Who has a content (<c>contents/&lt;asked&gt;.json</c>): what a file must be entered in before any of its rows is submitted.</summary>
public sealed record ContentRecord
{
    [JsonPropertyName("schema_version")]
    public int SchemaVersion { get; init; } = 1;

    /// <summary>Batches whose rows ask for the same, in the order in which they came; the first is the original, in whose ledger the others look.</summary>
    [JsonPropertyName("batches")]
    public required IReadOnlyList<ContentBatch> Batches { get; init; }
}
