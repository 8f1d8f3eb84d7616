using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Seedream.Azure.Queues;
using Seedream.Core.Collecting;
using Seedream.Core.Conducting;
using Seedream.Core.Hosting;
using Seedream.Core.Notifying;
using Seedream.Core.Orchestration;
using Seedream.Core.Queues;
using Seedream.Core.Settings;
using Seedream.Core.Submission;
using Seedream.Core.Waiting;
using Seedream.Local.Configuration;
using Seedream.Local.Running;

namespace Seedream.Local.Serving;

/// <summary>Everything of <c>seedream serve</c> but its HTTP API.</summary>
internal static class ServingRegistration
{
    public static IServiceCollection AddServing(this IServiceCollection services, DataFolder data, IConfiguration configuration)
    {
        services.AddSingleton(data.Open());
        services.AddPipeline(configuration);
        services.AddOptions<ServeOptions>().Bind(configuration.GetSection(ServeOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ServeOptions>, ServeOptionsValidator>());
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<ServeOptions>>().Value);

        services.AddSingleton<InProcessRunner>();
        services.AddSingleton<BatchHost>();
        services.AddSingleton<RoundHost>();
        services.AddSingleton<OpenRounds>();
        services.AddSingleton<IPipelineStarter, LocalStarter>();
        AddSharedWindow(services);

        // Stopped in reverse: first nothing more is accepted, then what runs is ended in good order, then this host is gone.
        AddHosted<NoticeDesk>(services);
        AddHosted<HostPresence>(services);
        AddHosted<ProgressRecorder>(services);
        AddHosted<Supervisor>(services);
        AddHosted<SweepDrops>(services);
        AddHosted<SweepLeftovers>(services);
        if (data.Account is { } account)
        {
            AddPump(services, account, QueueNames.Jobs);
            AddPump(services, account, QueueNames.Drops);
            services.AddSingleton<INotificationTarget>(_ => new QueueTarget(AzureQueues.Open(account, QueueNames.Events)));
        }

        return services;
    }

    private static void AddSharedWindow(IServiceCollection services)
    {
        services.AddSingleton(provider => new SharedWindow(provider.GetRequiredService<JobsOptions>().MaxParallel));
        services.AddSingleton<SubmitJobs>();
        services.AddSingleton<CheckJobs>();
        services.AddSingleton<CollectImages>();
        services.AddSingleton<IActivity<SubmitJobsInput, SubmittedJobs>, WindowedSubmitJobs>();
        services.AddSingleton<IActivity<CheckJobsInput, CheckedJobs>>(provider => new WindowedEndings<CheckJobsInput>(
            provider.GetRequiredService<CheckJobs>(), input => input.Share, provider.GetRequiredService<SharedWindow>()));
        services.AddSingleton<IActivity<CollectImagesInput, CheckedJobs>>(provider => new WindowedEndings<CollectImagesInput>(
            provider.GetRequiredService<CollectImages>(), input => input.Share, provider.GetRequiredService<SharedWindow>()));
    }

    private static void AddHosted<T>(IServiceCollection services)
        where T : class, IHostedService
    {
        services.AddSingleton<T>();
        services.AddHostedService(provider => provider.GetRequiredService<T>());
    }

    private static void AddPump(IServiceCollection services, string account, string queue) =>
        services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<QueuePump>(provider, AzureQueues.Open(account, queue)));
}
