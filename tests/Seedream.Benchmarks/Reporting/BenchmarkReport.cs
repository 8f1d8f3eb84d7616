using System.Text.Json.Serialization;

namespace Seedream.Benchmarks.Reporting;

/// <summary>Everything one run of the program measured, and where.</summary>
public sealed record BenchmarkReport
{
    [JsonPropertyName("schema_version")]
    public int SchemaVersion { get; init; } = 1;

    [JsonPropertyName("at")]
    public required DateTimeOffset At { get; init; }

    /// <summary>True for a smoke run, whose numbers say nothing.</summary>
    [JsonPropertyName("quick")]
    public required bool Quick { get; init; }

    [JsonPropertyName("machine")]
    public required MachineFacts Machine { get; init; }

    [JsonPropertyName("findings")]
    public required IReadOnlyList<Finding> Findings { get; init; }
}
