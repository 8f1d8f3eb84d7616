using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Seedream.Core.RunComfy;
using Seedream.Core.Tests.Support;

namespace Seedream.Core.Tests.RunComfy;

/// <summary>The client as hosts register it, against a real server.</summary>
internal sealed class LiveApi : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public LiveApi(Uri baseUrl, Action<RunComfyOptions>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton<ILogger<RunComfyClient>>(Log);
        services.AddLogging();
        services.AddRunComfy(options =>
        {
            options.BaseUrl = baseUrl;
            options.ApiToken = ApiFixture.Token;
            configure?.Invoke(options);
        });
        _services = services.BuildServiceProvider();
        Client = _services.GetRequiredService<RunComfyClient>();
    }

    public CapturedLog<RunComfyClient> Log { get; } = new();

    public RunComfyClient Client { get; }

    public Task<AcceptedSubmission> SubmitAsync(CancellationToken token = default) => Client.SubmitAsync(ApiFixture.Input, "batch.1.1", token);

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
