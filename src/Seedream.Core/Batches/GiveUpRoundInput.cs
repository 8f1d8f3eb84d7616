using System.Text.Json.Serialization;

namespace Seedream.Core.Batches;

/// <summary>Input of <c>GiveUpRound</c>.</summary>
public sealed record GiveUpRoundInput
{
    [JsonPropertyName("batch")]
    public required string Batch { get; init; }

    [JsonPropertyName("round")]
    public required int Round { get; init; }

    /// <summary>Why, in words.</summary>
    [JsonPropertyName("reason")]
    public required string Reason { get; init; }
}
