using System.Text.Json.Serialization;
using Seedream.Core.Outcomes;

namespace Seedream.Core.Orchestration;

/// <summary>How far a conductor is: what a progress bar shows. Numbers are jobs.</summary>
public sealed record Progress
{
    /// <summary>Rows taken from the plan whose turn has not come.</summary>
    [JsonPropertyName("backlog")]
    public int Backlog { get; init; }

    /// <summary>Being submitted.</summary>
    [JsonPropertyName("submitting")]
    public int Submitting { get; init; }

    /// <summary>Submitted, waiting in the API's queue or being generated.</summary>
    [JsonPropertyName("generating")]
    public int Generating { get; init; }

    /// <summary>Generated, being copied.</summary>
    [JsonPropertyName("collecting")]
    public int Collecting { get; init; }

    /// <summary>Rows of this share that had their outcome before this conductor began.</summary>
    [JsonPropertyName("finished_earlier")]
    public int FinishedEarlier { get; init; }

    /// <summary>Rows that ended under this conductor, by outcome.</summary>
    [JsonPropertyName("ended")]
    public IReadOnlyDictionary<OutcomeKind, int> Ended { get; init; } = new Dictionary<OutcomeKind, int>();

    [JsonPropertyName("images")]
    public int Images { get; init; }

    [JsonPropertyName("bytes")]
    public long Bytes { get; init; }

    [JsonPropertyName("cost_usd")]
    public decimal CostUsd { get; init; }

    /// <summary>Why nothing is being submitted just now, if so (rate limit, API unreachable, halt, cancel).</summary>
    [JsonPropertyName("note")]
    public string? Note { get; init; }
}
