using System.Text.Json.Serialization;

namespace Seedream.Core.Retention;

/// <summary>A batch or single job with rows that were paid for and are not in storage (<c>leftovers/&lt;batch&gt;.json</c>).</summary>
public sealed record Leftover
{
    [JsonPropertyName("schema_version")]
    public int SchemaVersion { get; init; } = 1;

    [JsonPropertyName("batch")]
    public required string Batch { get; init; }

    /// <summary>When the first of them was given up.</summary>
    [JsonPropertyName("since")]
    public required DateTimeOffset Since { get; init; }

    /// <summary>How often they were asked for since.</summary>
    [JsonPropertyName("tries")]
    public int Tries { get; init; }

    /// <summary>When that was last; null for never.</summary>
    [JsonPropertyName("last")]
    public DateTimeOffset? Last { get; init; }

    /// <summary>When to ask next, four times as long after each try.</summary>
    public DateTimeOffset DueAt(TimeSpan after) => (Last ?? Since) + (after * Math.Pow(4, Math.Min(Tries, 6)));
}
