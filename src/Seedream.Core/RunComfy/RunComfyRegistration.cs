using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Seedream.Core.Collecting;

namespace Seedream.Core.RunComfy;

/// <summary>Registers the API client and the collector with their HTTP clients.</summary>
public static class RunComfyRegistration
{
    /// <summary>Calls to the API.</summary>
    public const string ApiClientName = "runcomfy-api";

    /// <summary>Fetches output files; never carries the token.</summary>
    public const string DownloadClientName = "runcomfy-downloads";

    /// <summary>Settings from section <see cref="RunComfyOptions.Section"/>.</summary>
    public static IServiceCollection AddRunComfy(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddRunComfy(_ => { });
        services.AddOptions<RunComfyOptions>()
            .Bind(configuration.GetSection(RunComfyOptions.Section))
            .PostConfigure(options =>
            {
                options.ApiToken = ApiToken.Given(options.ApiToken) ?? TokenVariables.Find(configuration);
                options.TokenLookalike = options.ApiToken is null ? TokenVariables.Lookalike(configuration) : null;
            });
        return services;
    }

    /// <summary>Settings from code.</summary>
    public static IServiceCollection AddRunComfy(this IServiceCollection services, Action<RunComfyOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<RunComfyOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RunComfyOptions>, RunComfyOptionsValidator>());
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<RunComfyOptions>>().Value);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new CoolDown(provider.GetRequiredService<TimeProvider>()));

        // The handlers renew their connections themselves, so they live as long as the process.
        // The factory's own loggers would log URLs, which are secrets where they are pre-signed.
        services.AddHttpClient(ApiClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(provider => CreateApiHandler(provider.GetRequiredService<RunComfyOptions>()))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        services.AddHttpClient(DownloadClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(provider => CreateDownloadHandler(provider.GetRequiredService<RunComfyOptions>()))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();

        services.TryAddSingleton(provider => new RunComfyClient(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(ApiClientName),
            provider.GetRequiredService<RunComfyOptions>(),
            provider.GetRequiredService<CoolDown>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<RunComfyClient>>()));
        services.TryAddSingleton<AccountStanding>();
        services.TryAddSingleton<Preflight>();
        services.TryAddSingleton(provider => new Collector(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(DownloadClientName),
            provider.GetRequiredService<RunComfyOptions>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<Collector>>()));
        return services;
    }

    /// <summary>The handler for API calls: follows nothing, keeps nothing, and holds no connection long enough for the server to close it under a paid call.</summary>
    public static SocketsHttpHandler CreateApiHandler(RunComfyOptions options)
    {
        SocketsHttpHandler handler = CreateHandler(options);
        handler.AutomaticDecompression = DecompressionMethods.All;

        // Servers drop idle connections after 5 s (Node) or more. A POST that meets such a close ends "may have been paid",
        // so connections are dropped here first.
        handler.PooledConnectionIdleTimeout = TimeSpan.FromSeconds(4);
        return handler;
    }

    /// <summary>The handler for output files: no redirects, no decompression, no trace headers to third parties, public addresses only.</summary>
    public static SocketsHttpHandler CreateDownloadHandler(RunComfyOptions options)
    {
        SocketsHttpHandler handler = CreateHandler(options);
        handler.AutomaticDecompression = DecompressionMethods.None;
        handler.ActivityHeadersPropagator = null;
        handler.PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30);
        var guard = new PublicConnections(allowLoopback: Loopback.Is(options.BaseUrl));
        handler.ConnectCallback = guard.ConnectAsync;
        return handler;
    }

    private static SocketsHttpHandler CreateHandler(RunComfyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = !Loopback.Is(options.BaseUrl),
            PreAuthenticate = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            MaxConnectionsPerServer = 128,
            MaxResponseHeadersLength = 64,
        };
    }
}
