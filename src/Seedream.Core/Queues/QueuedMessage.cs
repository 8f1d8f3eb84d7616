namespace Seedream.Core.Queues;

/// <summary>A message that was received and is ours until its visibility ends.</summary>
public sealed record QueuedMessage
{
    /// <summary>The same on every delivery.</summary>
    public required string Id { get; init; }

    /// <summary>Proves that this delivery is the last; changes when the visibility is extended.</summary>
    public required string Receipt { get; init; }

    /// <summary>The text as it lies in the queue: plain, or base64 of what was meant.</summary>
    public required string Text { get; init; }

    /// <summary>How often it was delivered, this time included.</summary>
    public required long Deliveries { get; init; }

    public DateTimeOffset? InsertedAt { get; init; }
}
