using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Seedream.Api;
using Seedream.Azure;
using Seedream.Azure.Queues;
using Seedream.Azure.Storage;
using Seedream.Core.Batches;
using Seedream.Core.Hosting;
using Seedream.Core.Notifying;
using Seedream.Core.Queues;
using Seedream.Core.Settings;
using Seedream.Core.Submission;
using Seedream.Core.Waiting;
using Seedream.Functions.Durable;

namespace Seedream.Functions;

/// <summary>Puts the pipeline together for Azure Functions.</summary>
public static class FunctionsRegistration
{
    /// <summary>The connection with the pipeline's containers and queues.</summary>
    public const string StorageConnection = "SeedreamStorage";

    public static IServiceCollection AddSeedreamFunctions(this IServiceCollection services, IConfiguration configuration)
    {
        AzureConnection storage = AzureConnection.Read(configuration, StorageConnection);
        services.AddSingleton(AzureStorage.Open(storage.Account, credential: storage.Credential));
        services.AddSingleton<INotificationTarget>(_ => new QueueTarget(AzureQueues.Open(storage.Account, QueueNames.Events, storage.Credential)));

        services.AddSingleton(new PipelineHost(BatchOwner.Durable));
        services.AddSingleton<DurableStarter>();
        services.AddSingleton<IPipelineStarter>(provider => provider.GetRequiredService<DurableStarter>());
        services.AddSingleton<IProgressReader, DurableProgress>();
        // What a durable host is charged for is counted in operations; settings stand above these.
        services.Configure<JobsOptions>(JobsOptions.Durable);
        services.Configure<WaitingOptions>(WaitingOptions.Durable);
        services.AddPipeline(configuration);
        services.AddSeedreamApi(configuration);
        return services;
    }
}
