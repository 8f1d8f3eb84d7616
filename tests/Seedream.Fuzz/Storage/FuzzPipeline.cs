using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Seedream.Core.Hosting;
using Seedream.Core.RunComfy;
using Seedream.Core.Settings;
using Seedream.Core.Storage;
using Seedream.Fuzz.Generation;
using Seedream.Fuzz.RunComfy;

namespace Seedream.Fuzz.Storage;

/// <summary>The pipeline's services over storage in memory; what they start is not run, and the image API says one price.</summary>
internal sealed class FuzzPipeline : IPipelineStarter
{
    public FuzzPipeline()
    {
        foreach (string name in (string[])["posters.csv", "spring/posters.csv"])
            _ = Prompts.PutAsync(name, Encoding.UTF8.GetBytes("prompt,id\na red fox,a\n,b\n"), "text/csv", CancellationToken.None);
        _ = Prompts.PutAsync("notes.txt", "hello"u8.ToArray(), "text/plain", CancellationToken.None);
        Prompts.Keep();
        ServiceCollection services = new();
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        Add(services, this);
        Services = services.BuildServiceProvider();
    }

    public CaseStore Prompts { get; } = new();

    public CaseStore Images { get; } = new();

    public CaseStore State { get; } = new();

    public IServiceProvider Services { get; }

    public static void Add(IServiceCollection services, FuzzPipeline pipeline, params IEnumerable<(string Name, string Value)> settings)
    {
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Seedream:RunComfy:ApiToken", Words.Token), .. settings.Select(setting => new KeyValuePair<string, string?>(setting.Name, setting.Value))])
            .Build();
        services.AddSingleton<TimeProvider>(FrozenTime.Instance);
        services.AddSingleton(new PipelineStorage(pipeline.Prompts, pipeline.Images, pipeline.State));
        services.AddSingleton<IPipelineStarter>(pipeline);
        services.AddPipeline(configuration);
        foreach (string client in (string[])[RunComfyRegistration.ApiClientName, RunComfyRegistration.DownloadClientName])
            services.AddHttpClient(client).ConfigurePrimaryHttpMessageHandler(() => new ScriptedNetwork(200, "{\"base_price_usd\":0.03,\"balance_usd\":12.5}"u8.ToArray(), []));
        services.AddSingleton(configuration);
    }

    public Task StartAsync(string batchOrJob, int round, CancellationToken cancellationToken) => Task.CompletedTask;

    public void Reset()
    {
        Prompts.Reset();
        Images.Reset();
        State.Reset();
    }
}
