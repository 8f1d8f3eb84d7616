using System.Text.Json.Serialization;

namespace Seedream.Core.Conducting;

/// <summary>Output of <c>TakeRows</c>.</summary>
public sealed record TakenRows
{
    [JsonPropertyName("jobs")]
    public required IReadOnlyList<Job> Jobs { get; init; }

    /// <summary>Index from which to look next.</summary>
    [JsonPropertyName("next")]
    public required int Next { get; init; }

    /// <summary>True when the round has no further rows.</summary>
    [JsonPropertyName("exhausted")]
    public required bool Exhausted { get; init; }

    /// <summary>Rows that were passed over because their outcome is stored already.</summary>
    [JsonPropertyName("finished_earlier")]
    public int FinishedEarlier { get; init; }

    /// <summary>Rows of a stopped batch that were passed over because they never were submitted.</summary>
    [JsonPropertyName("not_submitted")]
    public int NotSubmitted { get; init; }

    [JsonPropertyName("stop")]
    public StopReason Stop { get; init; }
}
