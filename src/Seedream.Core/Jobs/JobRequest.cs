using System.Text.Json.Serialization;

namespace Seedream.Core.Jobs;

/// <summary>A single job as somebody asks for it, checked and with every default spelled out.</summary>
public sealed record JobRequest
{
    [JsonPropertyName("input")]
    public required JobInput Input { get; init; }

    /// <summary>The caller's own name for it, if any; comes back in the result.</summary>
    [JsonPropertyName("id")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Id { get; init; }

    /// <summary>What else the caller said of it, in its order; comes back in the result.</summary>
    [JsonPropertyName("metadata")]
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
