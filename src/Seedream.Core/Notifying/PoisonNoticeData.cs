using System.Text.Json.Serialization;

namespace Seedream.Core.Notifying;

/// <summary>What is told of a message that was put aside. Not its text, which may hold a prompt.</summary>
public sealed record PoisonNoticeData
{
    /// <summary>The queue it came from.</summary>
    [JsonPropertyName("queue")]
    public required string Queue { get; init; }

    [JsonPropertyName("message_id")]
    public required string MessageId { get; init; }

    /// <summary>Stable code of the problem, if it has one (docs/errors.md).</summary>
    [JsonPropertyName("error_code")]
    public string? ErrorCode { get; init; }

    /// <summary>Why, in words that repeat nothing of the message.</summary>
    [JsonPropertyName("reason")]
    public required string Reason { get; init; }

    /// <summary>How often it was taken.</summary>
    [JsonPropertyName("deliveries")]
    public required long Deliveries { get; init; }
}
