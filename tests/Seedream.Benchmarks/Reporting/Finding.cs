using System.Text.Json.Serialization;

namespace Seedream.Benchmarks.Reporting;

/// <summary>One measured number, and the budget it is held against where there is one.</summary>
public sealed record Finding
{
    /// <summary>The scenario that found it; the workbench fills it in.</summary>
    [JsonPropertyName("scenario")]
    public string Scenario { get; init; } = "";

    [JsonPropertyName("what")]
    public required string What { get; init; }

    [JsonPropertyName("value")]
    public required double Value { get; init; }

    /// <summary>Unit of the value; empty for a ratio.</summary>
    [JsonPropertyName("unit")]
    public string Unit { get; init; } = "";

    /// <summary>Largest value within the budget; null when there is no such limit.</summary>
    [JsonPropertyName("at_most")]
    public double? AtMost { get; init; }

    /// <summary>Smallest value within the budget; null when there is no such limit.</summary>
    [JsonPropertyName("at_least")]
    public double? AtLeast { get; init; }

    /// <summary>The numbers behind a ratio.</summary>
    [JsonPropertyName("note")]
    public string Note { get; init; } = "";

    /// <summary>Whether the budget is met; null when there is none.</summary>
    [JsonPropertyName("met")]
    public bool? Met => AtMost is null && AtLeast is null ? null : (AtMost is null || Value <= AtMost) && (AtLeast is null || Value >= AtLeast);
}
