using System.Text.Json.Serialization;

namespace Seedream.Api.Health;

/// <summary>Whether the service can work.</summary>
public sealed record HealthDocument
{
    /// <summary>It answers.</summary>
    [JsonPropertyName("live")]
    public bool Live { get; init; } = true;

    /// <summary>Every check passed: jobs can be accepted and run.</summary>
    [JsonPropertyName("ready")]
    public required bool Ready { get; init; }

    /// <summary>Each check: <c>ok</c>, or what is wrong in a word or two.</summary>
    [JsonPropertyName("checks")]
    public required IReadOnlyDictionary<string, string> Checks { get; init; }
}
