using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Seedream.Core.Orchestration;

namespace Seedream.Core.Notifying;

/// <summary>Registers the activity that tells notices, and the webhook. A host with queues adds its queue as a further <see cref="INotificationTarget"/>.</summary>
internal static class NotifyingRegistration
{
    public static IServiceCollection AddNotifying(this IServiceCollection services)
    {
        // The factory's own loggers would log the address, which may be a secret.
        services.AddHttpClient(WebhookTarget.ClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(provider => WebhookTarget.CreateHandler(provider.GetRequiredService<NotificationsOptions>()))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<INotificationTarget, WebhookTarget>());
        services.TryAddSingleton<IActivity<NotifyInput, NotifyResult>, Notify>();
        return services;
    }
}
