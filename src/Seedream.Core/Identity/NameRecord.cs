using System.Text.Json.Serialization;

namespace Seedream.Core.Identity;

/// <summary>The versions of a file (<c>names/&lt;hash of full name and run&gt;.json</c>) in the order in which they were planned.</summary>
public sealed record NameRecord
{
    [JsonPropertyName("schema_version")]
    public int SchemaVersion { get; init; } = 1;

    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("run")]
    public required int Run { get; init; }

    [JsonPropertyName("versions")]
    public required IReadOnlyList<NameVersion> Versions { get; init; }
}
