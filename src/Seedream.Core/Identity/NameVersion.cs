using System.Text.Json.Serialization;

namespace Seedream.Core.Identity;

/// <summary>A version of a file.</summary>
public sealed record NameVersion
{
    [JsonPropertyName("batch")]
    public required string Batch { get; init; }

    /// <summary>Folder of the plan in which the batch's rows were matched with the versions before it.</summary>
    [JsonPropertyName("plan")]
    public required string Plan { get; init; }

    /// <summary>Null for the default model: rows of another model are other rows.</summary>
    [JsonPropertyName("model")]
    public string? Model { get; init; }
}
