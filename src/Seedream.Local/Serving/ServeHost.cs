using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Seedream.Api;
using Seedream.Api.Routing;
using Seedream.Local.CommandLine;
using Seedream.Local.Configuration;
using Seedream.Local.Telemetry;

namespace Seedream.Local.Serving;

/// <summary>The service: the pipeline, what brings it work, and its HTTP API, in this process.</summary>
internal sealed class ServeHost : IAsyncDisposable
{
    // Long enough for a submission to get its answer and for an image to be stored.
    private static readonly TimeSpan StopPatience = TimeSpan.FromMinutes(2);

    private const int MostConnections = 2_000;

    private readonly WebApplication _app;

    private ServeHost(WebApplication app) => _app = app;

    /// <summary>Puts it together; wrong settings are told all at once. Storage is not asked yet: it may come later.</summary>
    public static ServeHost Build(DataFolder data, Settings settings, string urls, bool verbose)
    {
        // Settings are read once; watching their files would take one of the few watchers a user has.
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
        builder.Configuration.AddConfiguration(settings.Values);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // A caller who waits holds one; more than these would leave no handles for storage and the image API.
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
        });
        builder.WebHost.UseUrls(urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        builder.Logging.ClearProviders()
            .SetMinimumLevel(verbose ? LogLevel.Debug : LogLevel.Warning)
            .AddFilter("Seedream", verbose ? LogLevel.Debug : LogLevel.Information)
            // Every submission and every copied file: for whoever wants to know.
            .AddFilter("Seedream.Core.RunComfy", verbose ? LogLevel.Debug : LogLevel.Warning)
            .AddFilter("Seedream.Core.Collecting", verbose ? LogLevel.Debug : LogLevel.Warning)
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddTelemetry(settings.Values)
            .AddSimpleConsole(console => (console.SingleLine, console.UseUtcTimestamp, console.TimestampFormat) = (true, true, "yyyy-MM-ddTHH:mm:ssZ "));
        // Stdout is for what was asked for.
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopPatience);
        // Signals are the command's business.
        builder.Services.Replace(ServiceDescriptor.Singleton<IHostLifetime, NoSignals>());
        builder.Services.AddServing(data, settings.Values);
        builder.Services.AddSeedreamApi(settings.Values);

        WebApplication app = builder.Build();
        SettingsCheck.Run(app.Services);
        RefuseOpenDoors(urls, app.Services.GetRequiredService<ApiOptions>());
        app.UseSeedreamGuard();
        app.MapSeedreamApi();
        app.MapSeedreamConsole();
        return new ServeHost(app);
    }

    /// <summary>Starts it. The addresses it listens on.</summary>
    public async Task<IReadOnlyList<string>> StartAsync(CancellationToken stop)
    {
        try
        {
            await _app.StartAsync(stop);
        }
        catch (IOException exception)
        {
            throw new CommandFailedException(ExitCode.Usage, $"cannot listen: {exception.Message}; --urls names another address", exception);
        }

        return [.. _app.Urls];
    }

    /// <summary>Runs until it is to stop, and stops in good order.</summary>
    public async Task RunUntilAsync(CancellationToken stop)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _app.StopAsync(CancellationToken.None);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    // Whoever reaches the API spends money.
    private static void RefuseOpenDoors(string urls, ApiOptions options)
    {
        if (!string.IsNullOrEmpty(options.Key))
            return;
        foreach (string url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            BindingAddress address = BindingAddress.Parse(url);
            bool isLoopback = address.Host == "localhost" || (IPAddress.TryParse(address.Host.Trim('[', ']'), out IPAddress? ip) && IPAddress.IsLoopback(ip));
            if (!isLoopback)
                throw new CommandFailedException(ExitCode.Usage, $"--urls {url} lets other machines spend money: set an API key (Seedream__Api__Key, 16 characters or more), or listen on 127.0.0.1");
        }
    }

    private sealed class NoSignals : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
