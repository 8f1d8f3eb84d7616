using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Seedream.Api.Batches;
using Seedream.Api.Contract;
using Seedream.Api.Files;
using Seedream.Api.Health;
using Seedream.Api.Jobs;
using Seedream.Api.Routing;
using Seedream.Api.Rows;
using Seedream.Api.Security;
using Seedream.Api.WebConsole;

namespace Seedream.Api;

/// <summary>The HTTP API for any host. The host adds the pipeline, its storage and its <c>IPipelineStarter</c>.</summary>
public static class ApiRegistration
{
    public static IServiceCollection AddSeedreamApi(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<ApiOptions>().Bind(configuration.GetSection(ApiOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ApiOptions>, ApiOptionsValidator>());
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<ApiOptions>>().Value);

        services.TryAddSingleton<JobPosts>();
        services.TryAddSingleton<JobReads>();
        services.TryAddSingleton<UploadStore>();
        services.TryAddSingleton<BatchUploads>();
        services.TryAddSingleton<BatchReads>();
        services.TryAddSingleton<BatchActions>();
        services.TryAddSingleton<RowReads>();
        services.TryAddSingleton<ImageTags>();
        services.TryAddSingleton<FileReads>();
        services.TryAddSingleton<ImageFacts>();
        services.TryAddSingleton<ImageReads>();
        services.TryAddSingleton<PreviewReads>();
        services.TryAddSingleton<ZipReads>();
        services.TryAddSingleton<ConsoleFiles>();
        services.TryAddSingleton<HealthReads>();
        services.TryAddSingleton<AccountBalance>();
        services.TryAddSingleton<InfoReads>();
        services.TryAddSingleton<ContractReads>();
        services.TryAddSingleton<ApiHandlers>();
        services.TryAddSingleton<SeedreamApi>();
        return services;
    }

    /// <summary>Lets in who may call, for a host without keys of its own. Everything mapped after it is guarded, static files too.</summary>
    public static IApplicationBuilder UseSeedreamGuard(this IApplicationBuilder app) => app.UseMiddleware<ApiGuard>();
}
