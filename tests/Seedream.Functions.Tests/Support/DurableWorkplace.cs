using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Seedream.Core.Batches;
using Seedream.Core.Hosting;
using Seedream.Core.Notifying;
using Seedream.Core.Settings;
using Seedream.Core.Storage;
using Seedream.Core.Submission;
using Seedream.Core.Waiting;
using Seedream.Functions.Durable;
using Seedream.Simulator;

namespace Seedream.Functions.Tests.Support;

/// <summary>The app's orchestrations and activities on the official in-process durable host, with folders and a simulator.</summary>
internal sealed class DurableWorkplace : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("seedream-durable-").FullName;
    private readonly ServiceProvider _services;
    private DurableTaskTestHost? _host;

    private DurableWorkplace(SimulatorServer server, Dictionary<string, string?> settings, Action<IServiceCollection>? configure)
    {
        Server = server;
        Dictionary<string, string?> all = new(settings, StringComparer.Ordinal)
        {
            ["Seedream:RunComfy:BaseUrl"] = server.BaseUrl.ToString(),
            ["Seedream:RunComfy:ApiToken"] = server.Token,
            ["Seedream:Notifications:FirstRetry"] = "00:00:00.1",
        };
        // Real seconds pass here: the grid of the durable host would make these tests ten times as long.
        all.TryAdd("Seedream:Waiting:Grid", "00:00:00.02");
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(all).Build();
        ServiceCollection services = new();
        services.AddLogging();
        services.AddSingleton(FolderStorage.Open(_folder));
        services.AddSingleton(new PipelineHost(BatchOwner.Durable));
        services.AddSingleton<DurableStarter>();
        services.AddSingleton<IPipelineStarter>(provider => provider.GetRequiredService<DurableStarter>());
        services.AddSingleton<IProgressReader, DurableProgress>();
        services.AddSingleton<INotificationTarget>(_ => Target);
        services.Configure<JobsOptions>(JobsOptions.Durable);
        services.Configure<WaitingOptions>(WaitingOptions.Durable);
        services.AddPipeline(configuration);
        configure?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    public SimulatorServer Server { get; }

    public CapturedTarget Target { get; set; } = new();

    public DurableTaskClient Client => _host!.Client;

    public DurableStarter Starter => Get<DurableStarter>();

    public static async Task<DurableWorkplace> CreateAsync(SimulatorOptions? simulator = null, Dictionary<string, string?>? settings = null, Action<IServiceCollection>? configure = null)
    {
        SimulatorServer server = await SimulatorServer.StartAsync(simulator ?? Quick());
        DurableWorkplace place = new(server, settings ?? [], configure);
        place._host = await DurableTaskTestHost.StartAsync(
            registry => DurableTasks.Register(registry, () => new PipelineActivities(place._services)),
            new DurableTaskTestHostOptions { Port = FreePort.Next() });
        place.Starter.Client = place.Client;
        return place;
    }

    public static SimulatorOptions Quick() => new() { MedianSeconds = 0.2, TinyImages = true, ImageBytes = 2000 };

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Accepts a file of so many rows, without starting it.</summary>
    public async Task<string> AcceptAsync(int rows, string name = "posters.csv")
    {
        IEnumerable<string> lines = Enumerable.Range(1, rows).Select(row => string.Create(CultureInfo.InvariantCulture, $"poster number {row},{row}"));
        byte[] content = Encoding.UTF8.GetBytes(string.Join('\n', lines.Prepend("prompt,number")) + "\n");
        AcceptedBatch accepted = await Get<BatchIntake>().AcceptAsync(_ => Task.FromResult<Stream>(new MemoryStream(content)), name, new BatchOptions(), CancellationToken.None);
        return accepted.Batch.Id;
    }

    /// <summary>Starts a round and waits for its orchestration to end.</summary>
    public async Task<OrchestrationMetadata> RunAsync(string batchOrJob, int round = 1)
    {
        await Starter.StartAsync(batchOrJob, round, CancellationToken.None);
        return await EndOfAsync(batchOrJob, round);
    }

    public async Task<OrchestrationMetadata> EndOfAsync(string batchOrJob, int round = 1)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(3));
        return await Client.WaitForInstanceCompletionAsync(BatchInput.InstanceId(batchOrJob, round), getInputsAndOutputs: true, limit.Token);
    }

    public Task<BatchRecord> RecordAsync(string batch) => Get<BatchStore>().GetAsync(batch, CancellationToken.None);

    /// <summary>The lines of results.jsonl.</summary>
    public async Task<JsonElement[]> ResultsAsync(string batch)
    {
        string path = Path.Combine(_folder, "images", StateLayout.Images(batch), "results.jsonl");
        return [.. (await File.ReadAllLinesAsync(path)).Select(line => JsonDocument.Parse(line).RootElement)];
    }

    /// <summary>Each row has one line, and nothing was paid for twice.</summary>
    public async Task<JsonElement[]> BalanceAsync(string batch, int rows)
    {
        JsonElement[] lines = await ResultsAsync(batch);
        Assert.Equal(Enumerable.Range(1, rows), lines.Select(line => line.GetProperty("row").GetInt32()));
        Assert.Empty(Server.Account.DuplicateMarkers);
        Assert.Equal(0, Server.Account.TokenLeaks);
        return lines;
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        await _services.DisposeAsync();
        await Server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
