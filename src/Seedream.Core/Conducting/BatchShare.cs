using System.Text.Json.Serialization;

namespace Seedream.Core.Conducting;

/// <summary>
/// Which part of which round of which batch a conductor works on: of the round's rows, counted from 0, every
/// <see cref="Count"/>-th beginning with <see cref="Index"/>. Interleaved, so that all conductors end together.
/// </summary>
public sealed record BatchShare
{
    [JsonPropertyName("batch")]
    public required string Batch { get; init; }

    [JsonPropertyName("round")]
    public required int Round { get; init; }

    [JsonPropertyName("index")]
    public int Index { get; init; }

    [JsonPropertyName("count")]
    public int Count { get; init; } = 1;
}
