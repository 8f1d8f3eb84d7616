using System.Text.Json.Serialization;
using Seedream.Core.Conducting;

namespace Seedream.Core.Batches;

/// <summary>Output of <c>PlanBatch</c>: how the round is shared among conductors.</summary>
public sealed record BatchPlan
{
    /// <summary>How many conductors; 0 when nothing is to run (the file was rejected or has no valid row).</summary>
    [JsonPropertyName("conductors")]
    public required int Conductors { get; init; }

    [JsonPropertyName("settings")]
    public required BoardSettings Settings { get; init; }
}
