namespace Seedream.Core.Queues;

/// <summary>
/// A queue that delivers at least once. Created by the first call that misses it. Any operation may raise
/// <see cref="Storage.StorageUnusableException"/>. Only Azure Queue Storage implements it: with folders there is no queue.
/// </summary>
public interface IMessageQueue
{
    string Name { get; }

    /// <summary>Appends a message; the text is what the receiver reads, however it is encoded on the way.</summary>
    Task SendAsync(string text, CancellationToken cancellationToken);

    /// <summary>Up to 32 messages, hidden from others for that long; empty when there are none.</summary>
    Task<IReadOnlyList<QueuedMessage>> ReceiveAsync(int most, TimeSpan visibility, CancellationToken cancellationToken);

    /// <summary>Hides a message for that long from now on (zero gives it back). The message with its new receipt; null if it is no longer ours.</summary>
    Task<QueuedMessage?> ExtendAsync(QueuedMessage message, TimeSpan visibility, CancellationToken cancellationToken);

    /// <summary>Removes a message that is dealt with. False if it is no longer ours: it may be delivered again.</summary>
    Task<bool> DeleteAsync(QueuedMessage message, CancellationToken cancellationToken);

    /// <summary>Puts the text, as it is, into <c>&lt;name&gt;-poison</c> and removes the message here.</summary>
    Task MoveToPoisonAsync(QueuedMessage message, CancellationToken cancellationToken);
}
