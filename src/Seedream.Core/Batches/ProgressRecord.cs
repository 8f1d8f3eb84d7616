using System.Text.Json.Serialization;
using Seedream.Core.Orchestration;

namespace Seedream.Core.Batches;

/// <summary>How far a conductor was when its host last wrote it down (<c>batches/&lt;batch&gt;/progress/</c>); written again every few seconds.</summary>
public sealed record ProgressRecord
{
    [JsonPropertyName("schema_version")]
    public int SchemaVersion { get; init; } = 1;

    /// <summary>Instance id of the conductor.</summary>
    [JsonPropertyName("instance")]
    public required string Instance { get; init; }

    [JsonPropertyName("round")]
    public required int Round { get; init; }

    /// <summary>When this host began to conduct; its counts began at zero then.</summary>
    [JsonPropertyName("since")]
    public required DateTimeOffset Since { get; init; }

    [JsonPropertyName("at")]
    public required DateTimeOffset At { get; init; }

    [JsonPropertyName("progress")]
    public required Progress Progress { get; init; }
}
