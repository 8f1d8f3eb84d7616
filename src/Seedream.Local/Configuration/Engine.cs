using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Seedream.Core.Settings;
using Seedream.Core.Storage;
using Seedream.Local.Running;
using Seedream.Local.Terminals;

namespace Seedream.Local.Configuration;

/// <summary>The pipeline on this machine, put together from storage and settings.</summary>
internal sealed class Engine : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private Engine(ServiceProvider services) => _services = services;

    /// <summary>Puts it together; wrong settings are told all at once. Without storage it can only ask the API.</summary>
    public static Engine Build(PipelineStorage? storage, Settings settings, Terminal terminal)
    {
        ServiceCollection services = new();
        services.AddLogging(logging => logging
            .SetMinimumLevel(terminal.Verbose ? LogLevel.Information : LogLevel.Warning)
            .AddProvider(new TerminalLoggerProvider(terminal)));
        if (storage is not null)
            services.AddSingleton(storage);
        services.AddPipeline(settings.Values);
        services.AddSingleton<InProcessRunner>();
        services.AddSingleton<BatchHost>();
        ServiceProvider provider = services.BuildServiceProvider();
        SettingsCheck.Run(provider);
        return new Engine(provider);
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
