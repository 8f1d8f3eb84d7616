using System.Text.Json.Serialization;

namespace Seedream.Core.Identity;

/// <summary>A batch that has a content.</summary>
public sealed record ContentBatch
{
    [JsonPropertyName("batch")]
    public required string Batch { get; init; }

    /// <summary>Hash of the rows as understood, metadata included: the same hash is the same batch.</summary>
    [JsonPropertyName("full")]
    public required string Full { get; init; }

    /// <summary>Name of the file it came as first.</summary>
    [JsonPropertyName("file")]
    public required string File { get; init; }

    /// <summary>Folder of its plan (<see cref="Storage.StateLayout.PlanFolder"/>).</summary>
    [JsonPropertyName("plan")]
    public required string Plan { get; init; }

    [JsonPropertyName("run")]
    public required int Run { get; init; }

    /// <summary>Null for the default model.</summary>
    [JsonPropertyName("model")]
    public string? Model { get; init; }
}
