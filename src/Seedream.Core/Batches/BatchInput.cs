using System.Text.Json.Serialization;

namespace Seedream.Core.Batches;

/// <summary>Input of the batch orchestration: which round of which batch.</summary>
public sealed record BatchInput
{
    [JsonPropertyName("batch")]
    public required string Batch { get; init; }

    [JsonPropertyName("round")]
    public required int Round { get; init; }

    /// <summary>
    /// The orchestration leaves it to its host to tell the end of the round. A host that holds a lease while the orchestration
    /// runs sets it, since a receiver that is down would keep the batch from its next round.
    /// </summary>
    [JsonPropertyName("notify_later")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool NotifyLater { get; init; }

    /// <summary>The instance under which this round runs: the same round twice is the same instance.</summary>
    public static string InstanceId(string batch, int round) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{batch}.r{round}");
}
