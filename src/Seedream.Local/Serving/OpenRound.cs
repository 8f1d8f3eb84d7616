using System.Text.Json.Serialization;
using Seedream.Core.Batches;

namespace Seedream.Local.Serving;

/// <summary>A round of a batch or a single job that was started and has not ended (<c>open/</c> in the state container), and the host that runs it.</summary>
internal sealed record OpenRound
{
    [JsonPropertyName("schema_version")]
    public int SchemaVersion { get; init; } = 1;

    [JsonPropertyName("batch")]
    public required string Batch { get; init; }

    [JsonPropertyName("round")]
    public required int Round { get; init; }

    [JsonPropertyName("host")]
    public required string Host { get; init; }

    /// <summary>It was opened by this process a moment ago, which so knows how it stands.</summary>
    [JsonIgnore]
    public bool IsFresh { get; init; }

    [JsonIgnore]
    public string Instance => BatchInput.InstanceId(Batch, Round);
}
