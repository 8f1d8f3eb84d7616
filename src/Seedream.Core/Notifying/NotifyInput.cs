using System.Text.Json.Serialization;

namespace Seedream.Core.Notifying;

/// <summary>Input of <c>Notify</c>.</summary>
public sealed record NotifyInput
{
    [JsonPropertyName("notice")]
    public required Notice Notice { get; init; }

    /// <summary>Number of the try, from 1.</summary>
    [JsonPropertyName("attempt")]
    public int Attempt { get; init; } = 1;

    /// <summary>Names of the targets still to be reached; null for all there are.</summary>
    [JsonPropertyName("targets")]
    public IReadOnlyList<string>? Targets { get; init; }
}
