using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Seedream.Azure.Storage;
using Seedream.Benchmarks.Running;
using Seedream.Core.Batches;
using Seedream.Core.Jobs;
using Seedream.Core.Settings;
using Seedream.Core.Storage;
using Seedream.Local.Running;
using Seedream.Local.Tests.Running;

namespace Seedream.Benchmarks.Children;

/// <summary>The product's pipeline as <c>seedream run</c> puts it together, with a counter in front of its storage.</summary>
internal sealed class ProductPipeline : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private ProductPipeline(ServiceProvider services, PipelineStorage storage, StorageCalls calls) => (_services, Storage, Calls) = (services, storage, calls);

    public PipelineStorage Storage { get; }

    public StorageCalls Calls { get; }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public static ProductPipeline Build(ChildOrder order)
    {
        StorageCalls calls = new();
        PipelineStorage plain = order.Account is { } account ? AzureStorage.Open(account) : FolderStorage.Open(order.Folder);
        PipelineStorage storage = new(new CountingStore(plain.Prompts, calls), new CountingStore(plain.Images, calls), new CountingStore(plain.State, calls));
        Dictionary<string, string?> settings = new(StringComparer.Ordinal)
        {
            ["Seedream:RunComfy:BaseUrl"] = order.Api?.ToString(),
            ["Seedream:RunComfy:ApiToken"] = order.Token,
            ["Seedream:RunComfy:MaxFileBytes"] = "67108864",
            ["Seedream:Intake:MaxRows"] = "10000000",
            ["Seedream:Intake:MaxImages"] = "10000000",
            ["Seedream:Intake:MaxCostUsd"] = "1000000",
        };
        if (order.Parallel > 0)
            settings["Seedream:Jobs:MaxParallel"] = Text.Of(order.Parallel);
        foreach ((string name, string? value) in order.Settings)
            settings["Seedream:" + name] = value;
        ServiceCollection services = new();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        if (order.Speed > 1)
            services.AddSingleton<TimeProvider>(new FastTime(order.Speed));
        services.AddSingleton(storage);
        services.AddPipeline(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.AddSingleton<InProcessRunner>();
        services.AddSingleton<BatchHost>();
        return new ProductPipeline(services.BuildServiceProvider(), storage, calls);
    }

    /// <summary>Plans a batch of so many prompts; the name keeps it apart from others.</summary>
    public async Task<string> AcceptAsync(string name, int rows, int first = 1)
    {
        AcceptedBatch accepted = await Get<BatchIntake>().AcceptAsync(
            _ => Task.FromResult<Stream>(new MemoryStream(Prompts.Csv(rows, first))), $"{name}.csv", new JobDefaults(), 1, 0.028m, CancellationToken.None);
        return accepted.Batch.Id;
    }

    public Task<BatchResult> RunAsync(string batch) => Get<BatchHost>().RunAsync(batch, CancellationToken.None);

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
