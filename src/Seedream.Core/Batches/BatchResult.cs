using System.Text.Json.Serialization;
using Seedream.Core.Outcomes;

namespace Seedream.Core.Batches;

/// <summary>Output of <c>CloseBatch</c> and of the batch orchestration: how the round ended.</summary>
public sealed record BatchResult
{
    [JsonPropertyName("batch")]
    public required string Batch { get; init; }

    [JsonPropertyName("round")]
    public required int Round { get; init; }

    [JsonPropertyName("status")]
    public required BatchStatus Status { get; init; }

    [JsonPropertyName("reason")]
    public string? Reason { get; init; }

    [JsonPropertyName("rows")]
    public required int Rows { get; init; }

    [JsonPropertyName("counts")]
    public required IReadOnlyDictionary<OutcomeKind, int> Counts { get; init; }
}
