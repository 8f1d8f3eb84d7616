using System.Text.Json.Serialization;

namespace Seedream.Core.Batches;

/// <summary>Who runs a batch, and until when unless renewed.</summary>
public sealed record LeaseRecord
{
    [JsonPropertyName("schema_version")]
    public int SchemaVersion { get; init; } = 1;

    [JsonPropertyName("host")]
    public required string Host { get; init; }

    [JsonPropertyName("expires_at")]
    public required DateTimeOffset ExpiresAt { get; init; }
}
