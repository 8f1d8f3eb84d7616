using System.Text.Json.Serialization;

namespace Seedream.Core.Identity;

/// <summary>Up to which layout a store was brought (<c>upgrade.json</c>).</summary>
public sealed record UpgradeRecord
{
    /// <summary>2: contents and names of all batches are entered.</summary>
    [JsonPropertyName("layout")]
    public required int Layout { get; init; }

    [JsonPropertyName("at")]
    public required DateTimeOffset At { get; init; }

    /// <summary>Batches of earlier releases that were entered.</summary>
    [JsonPropertyName("batches")]
    public required int Batches { get; init; }
}
