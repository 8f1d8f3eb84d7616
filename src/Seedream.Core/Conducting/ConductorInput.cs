using System.Text.Json.Serialization;

namespace Seedream.Core.Conducting;

/// <summary>Input of the conductor orchestration. <see cref="State"/> is null at the start and the saved board when it continues as new.</summary>
public sealed record ConductorInput
{
    [JsonPropertyName("share")]
    public required BatchShare Share { get; init; }

    [JsonPropertyName("settings")]
    public required BoardSettings Settings { get; init; }

    [JsonPropertyName("state")]
    public BoardState? State { get; init; }
}
