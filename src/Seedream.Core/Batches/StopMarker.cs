using System.Text.Json.Serialization;

namespace Seedream.Core.Batches;

/// <summary>A cancel or halt marker: why a batch submits nothing more.</summary>
public sealed record StopMarker
{
    [JsonPropertyName("schema_version")]
    public int SchemaVersion { get; init; } = 1;

    [JsonPropertyName("at")]
    public required DateTimeOffset At { get; init; }

    /// <summary>The round it stops; a later round is not concerned.</summary>
    [JsonPropertyName("round")]
    public required int Round { get; init; }

    /// <summary>Stable code of what halted it (docs/errors.md); null for a cancel.</summary>
    [JsonPropertyName("code")]
    public string? Code { get; init; }

    [JsonPropertyName("reason")]
    public required string Reason { get; init; }
}
