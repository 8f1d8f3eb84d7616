using System.Text.Json.Serialization;
using Seedream.Core.Conducting;

namespace Seedream.Core.Batches;

/// <summary>Input of the single job orchestration. <see cref="State"/> is null at the start and the saved board when it continues as new.</summary>
public sealed record SingleJobInput
{
    [JsonPropertyName("job")]
    public required string Job { get; init; }

    [JsonPropertyName("round")]
    public required int Round { get; init; }

    [JsonPropertyName("settings")]
    public required BoardSettings Settings { get; init; }

    /// <summary>As <see cref="BatchInput.NotifyLater"/>.</summary>
    [JsonPropertyName("notify_later")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool NotifyLater { get; init; }

    [JsonPropertyName("state")]
    public BoardState? State { get; init; }
}
