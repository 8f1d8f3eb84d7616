namespace Seedream.Core.Notifying;

/// <summary>A place events are sent to.</summary>
public interface INotificationTarget
{
    /// <summary>Short name, <c>[a-z-]</c>: travels with the notice, so that only what failed is tried again.</summary>
    string Name { get; }

    /// <summary>False when no such target is set up.</summary>
    bool IsConfigured { get; }

    /// <summary>Tries once. An exception counts as a failed try.</summary>
    Task<Delivery> DeliverAsync(EventMessage message, CancellationToken cancellationToken);
}
