using System.Text.Json.Serialization;

namespace Seedream.Simulator.Accounting;

/// <summary>What one accepted request cost, and why.</summary>
public sealed record BookEntry
{
    [JsonPropertyName("request_id")]
    public required string RequestId { get; init; }

    [JsonPropertyName("marker")]
    public required string Marker { get; init; }

    [JsonPropertyName("model")]
    public required string Model { get; init; }

    /// <summary><c>queued</c>, <c>running</c>, <c>succeeded</c>, <c>failed</c> or <c>cancelled</c>.</summary>
    [JsonPropertyName("state")]
    public required string State { get; init; }

    /// <summary>Outputs that a success delivers.</summary>
    [JsonPropertyName("images")]
    public required int Images { get; init; }

    /// <summary>Whether money was spent on it.</summary>
    [JsonPropertyName("billed")]
    public required bool Billed { get; init; }

    /// <summary>What was spent on it, in USD; 0 unless <see cref="Billed"/>.</summary>
    [JsonPropertyName("billed_usd")]
    public required decimal BilledUsd { get; init; }

    /// <summary>What is held for it while it is under way, in USD.</summary>
    [JsonPropertyName("held_usd")]
    public required decimal HeldUsd { get; init; }

    /// <summary>Why it costs what it costs, in a few words.</summary>
    [JsonPropertyName("why")]
    public required string Why { get; init; }
}
