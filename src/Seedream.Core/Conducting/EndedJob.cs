using System.Text.Json.Serialization;
using Seedream.Core.Outcomes;

namespace Seedream.Core.Conducting;

/// <summary>A job whose outcome is stored: what the board still wants to know of it.</summary>
public sealed record EndedJob
{
    [JsonPropertyName("row")]
    public required int Row { get; init; }

    [JsonPropertyName("outcome")]
    public required OutcomeKind Outcome { get; init; }

    [JsonPropertyName("images")]
    public int Images { get; init; }

    [JsonPropertyName("bytes")]
    public long Bytes { get; init; }

    [JsonPropertyName("cost_usd")]
    public decimal CostUsd { get; init; }

    /// <summary>Seconds from submission to finish by the API's own clock; null if unknown.</summary>
    [JsonPropertyName("seconds")]
    public double? Seconds { get; init; }

    /// <summary>It ended as the ledger had it from before: nobody was asked now, so it says nothing of how the API is.</summary>
    [JsonPropertyName("earlier")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Earlier { get; init; }
}
