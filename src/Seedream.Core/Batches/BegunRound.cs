using System.Text.Json.Serialization;

namespace Seedream.Core.Batches;

/// <summary>What the current further round was begun for: whoever asks for the same again, before it was started, has it started.</summary>
public sealed record BegunRound
{
    /// <summary>What was asked: <c>collect</c>, or <c>retry</c> with the outcomes that were named.</summary>
    [JsonPropertyName("asked")]
    public required string Asked { get; init; }

    /// <summary>What it does.</summary>
    [JsonPropertyName("preview")]
    public required RoundPreview Preview { get; init; }
}
