using System.Text.Json.Serialization;
using Seedream.Core.Jobs;

namespace Seedream.Core.Batches;

/// <summary>What can be said about a batch as a whole besides its file; part of its identity.</summary>
public sealed record BatchOptions
{
    /// <summary>What empty cells mean.</summary>
    [JsonPropertyName("defaults")]
    public JobDefaults Defaults { get; init; } = new();

    /// <summary>1, or more to run the same file again deliberately. Range 1–1,000,000.</summary>
    [JsonPropertyName("run")]
    public int Run { get; init; } = 1;
}
