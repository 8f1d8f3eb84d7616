using System.Text;
using Seedream.Core.Notifying;
using Seedream.Core.Queues;

namespace Seedream.Azure.Queues;

/// <summary>Events go to the queue <c>seedream-events</c>, where there are queues.</summary>
public sealed class QueueTarget(IMessageQueue queue) : INotificationTarget
{
    public string Name => "queue";

    public bool IsConfigured => true;

    public async Task<Delivery> DeliverAsync(EventMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        await queue.SendAsync(Encoding.UTF8.GetString(message.Body.Span), cancellationToken);
        return Delivery.Done;
    }
}
