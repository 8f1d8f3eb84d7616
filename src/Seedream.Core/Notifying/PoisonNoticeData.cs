using System.Text.Json.Serialization;
using Seedream.Core.Queues;

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

    /// <summary>The reason on record may quote the message, and messages carry prompts: what goes out names only the kind of trouble.</summary>
    public static PoisonNoticeData From(PoisonRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        string kind = MessageCodes.All.First(known => known.Code == record.Code).Title;
        return new PoisonNoticeData { Queue = record.Queue, MessageId = record.MessageId, ErrorCode = record.Code, Reason = kind, Deliveries = record.Deliveries };
    }
}
