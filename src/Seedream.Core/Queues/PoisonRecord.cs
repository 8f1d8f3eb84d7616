using System.Text.Json.Serialization;

namespace Seedream.Core.Queues;

/// <summary>Why a message ended in a poison queue (<c>poison/&lt;id&gt;.json</c> in the state container).</summary>
public sealed record PoisonRecord
{
    [JsonPropertyName("schema_version")]
    public int SchemaVersion { get; init; } = 1;

    [JsonPropertyName("queue")]
    public required string Queue { get; init; }

    [JsonPropertyName("message_id")]
    public required string MessageId { get; init; }

    /// <summary>One of <see cref="MessageCodes"/>.</summary>
    [JsonPropertyName("code")]
    public required string Code { get; init; }

    [JsonPropertyName("reason")]
    public required string Reason { get; init; }

    [JsonPropertyName("at")]
    public required DateTimeOffset At { get; init; }

    [JsonPropertyName("deliveries")]
    public required long Deliveries { get; init; }

    /// <summary>The message as it lay in the queue.</summary>
    [JsonPropertyName("text")]
    public required string Text { get; init; }
}
