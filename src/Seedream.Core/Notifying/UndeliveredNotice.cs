using System.Text.Json;
using System.Text.Json.Serialization;

namespace Seedream.Core.Notifying;

/// <summary>An event that was given up, as storage keeps it (<c>notifications/failed/</c>), so that a person can send it after all.</summary>
public sealed record UndeliveredNotice
{
    [JsonPropertyName("schema_version")]
    public int SchemaVersion { get; init; } = 1;

    [JsonPropertyName("target")]
    public required string Target { get; init; }

    [JsonPropertyName("tries")]
    public required int Tries { get; init; }

    [JsonPropertyName("problem")]
    public required string Problem { get; init; }

    [JsonPropertyName("given_up_at")]
    public required DateTimeOffset GivenUpAt { get; init; }

    /// <summary>The event as it was to be sent.</summary>
    [JsonPropertyName("event")]
    public required JsonElement Event { get; init; }
}
