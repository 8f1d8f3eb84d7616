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

    /// <summary>Most rows being submitted at a time, after a pause; 0 for as many as the window holds.</summary>
    [JsonPropertyName("pace")]
    public int Pace { get; init; }

    /// <summary>Times in a row that the API gave nothing but unclear answers to submissions.</summary>
    [JsonPropertyName("troubles")]
    public int Troubles { get; init; }

    /// <summary>When the board was last asked (Unix milliseconds), so that it notices a clock that was set back.</summary>
    [JsonPropertyName("time")]
    public long Time { get; init; }

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
