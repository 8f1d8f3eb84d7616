using System.Text.Json.Serialization;

namespace Seedream.Simulator.Accounting;

/// <summary>The requests of one state, added up.</summary>
public sealed record StateTotal
{
    [JsonPropertyName("requests")]
    public int Requests { get; init; }

    [JsonPropertyName("billed_usd")]
    public decimal BilledUsd { get; init; }

    [JsonPropertyName("held_usd")]
    public decimal HeldUsd { get; init; }
}
