using System.Text.Json.Serialization;

namespace Seedream.Core.Notifying;

/// <summary>Output of <c>Notify</c>.</summary>
public sealed record NotifyResult
{
    /// <summary>Names of the targets that were not reached.</summary>
    [JsonPropertyName("undelivered")]
    public IReadOnlyList<string> Undelivered { get; init; } = [];

    /// <summary>When to try those again; null when there is nothing left to try.</summary>
    [JsonPropertyName("try_again_in")]
    public TimeSpan? TryAgainIn { get; init; }
}
