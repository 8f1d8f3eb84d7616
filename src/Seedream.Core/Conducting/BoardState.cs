using System.Text.Json.Serialization;
using Seedream.Core.Outcomes;
using Seedream.Core.Waiting;

namespace Seedream.Core.Conducting;

/// <summary>
/// Everything a board remembers, small enough to travel as an orchestration's input: it grows with the jobs in flight, never
/// with the batch.
/// </summary>
public sealed record BoardState
{
    [JsonPropertyName("v")]
    public int SchemaVersion { get; init; } = 1;

    /// <summary>Index in the round from which rows are taken next.</summary>
    [JsonPropertyName("next")]
    public int Next { get; init; }

    [JsonPropertyName("exhausted")]
    public bool Exhausted { get; init; }

    [JsonPropertyName("backlog")]
    public IReadOnlyList<Job> Backlog { get; init; } = [];

    [JsonPropertyName("tickets")]
    public IReadOnlyList<Ticket> Tickets { get; init; } = [];

    [JsonPropertyName("estimates")]
    public IReadOnlyDictionary<int, DurationEstimate> Estimates { get; init; } = new Dictionary<int, DurationEstimate>();

    /// <summary>Places by which the API's queue moves per second; 0 while unknown.</summary>
    [JsonPropertyName("drain")]
    public double DrainPerSecond { get; init; }

    [JsonPropertyName("pause_until")]
    public long PauseUntil { get; init; }

    [JsonPropertyName("stop")]
    public StopReason Stop { get; init; }

    [JsonPropertyName("finished_earlier")]
    public int FinishedEarlier { get; init; }

    [JsonPropertyName("ended")]
    public IReadOnlyDictionary<OutcomeKind, int> Ended { get; init; } = new Dictionary<OutcomeKind, int>();

    [JsonPropertyName("images")]
    public int Images { get; init; }

    [JsonPropertyName("bytes")]
    public long Bytes { get; init; }

    [JsonPropertyName("cost_usd")]
    public decimal CostUsd { get; init; }

    [JsonPropertyName("note")]
    public string? Note { get; init; }
}
