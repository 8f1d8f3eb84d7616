using System.Collections.Concurrent;
using System.Text.Json;
using Seedream.Core.Notifying;

namespace Seedream.Functions.Tests.Support;

/// <summary>Keeps the events that are told; the first tries can be made to fail.</summary>
internal sealed class CapturedTarget(int failures = 0) : INotificationTarget
{
    private int _left = failures;

    public ConcurrentQueue<JsonElement> Events { get; } = new();

    public string Name => "captured";

    public bool IsConfigured => true;

    public Task<Delivery> DeliverAsync(EventMessage message, CancellationToken cancellationToken)
    {
        if (Interlocked.Decrement(ref _left) >= 0)
            return Task.FromResult(Delivery.Failed("not yet"));
        Events.Enqueue(JsonDocument.Parse(message.Body).RootElement);
        return Task.FromResult(Delivery.Done);
    }
}
