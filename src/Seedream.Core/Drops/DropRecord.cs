using System.Text.Json.Serialization;

namespace Seedream.Core.Drops;

/// <summary>A version of a dropped file that was dealt with (<c>drops/</c> in the state container).</summary>
public sealed record DropRecord
{
    [JsonPropertyName("schema_version")]
    public int SchemaVersion { get; init; } = 1;

    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>The ETag, or where a store has none, time and size.</summary>
    [JsonPropertyName("version")]
    public required string Version { get; init; }

    /// <summary>The batch it became; null for a file that is no prompt file.</summary>
    [JsonPropertyName("batch")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Batch { get; init; }

    /// <summary>The name under which its content came first, where that is another and so nothing was run; null otherwise.</summary>
    [JsonPropertyName("same_as")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SameAs { get; init; }

    /// <summary>Batches of which a further round was begun for it, since it is a <c>failed.csv</c>; null for any other file.</summary>
    [JsonPropertyName("rounds_of")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? RoundsOf { get; init; }

    /// <summary>Why it was refused; null for a file that was not.</summary>
    [JsonPropertyName("reason")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }

    [JsonPropertyName("at")]
    public required DateTimeOffset At { get; init; }
}
