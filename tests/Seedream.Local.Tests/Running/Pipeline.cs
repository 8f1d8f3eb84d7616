using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Seedream.Core.Batches;
using Seedream.Core.Hosting;
using Seedream.Core.Jobs;
using Seedream.Core.Settings;
using Seedream.Core.Storage;
using Seedream.Core.Tests.Submission;
using Seedream.Core.Tests.Support;
using Seedream.Local.Running;
using Seedream.Simulator;
using Seedream.Simulator.Scheduling;

namespace Seedream.Local.Tests.Running;

/// <summary>One process with the pipeline, as far as storage and API can tell: several may share a store and follow each other.</summary>
internal sealed class Pipeline : IAsyncDisposable
{
    public const string FileName = "prompts.csv";
    private readonly SimulatorServer _server;
    private readonly ServiceProvider _services;

    private Pipeline(SimulatorServer server, ServiceProvider services, FaultyStore state, PipelineStorage storage)
    {
        _server = server;
        _services = services;
        State = state;
        Storage = storage;
    }

    /// <summary>The state container as this process sees it.</summary>
    public FaultyStore State { get; }

    public PipelineStorage Storage { get; }

    public InProcessRunner Runner => Get<InProcessRunner>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public static Pipeline On(SimulatorServer server, PipelineStorage shared, Dictionary<string, string?>? settings = null, HostIdentity? host = null, double speed = 20)
    {
        FaultyStore state = new(shared.State);
        PipelineStorage storage = shared with { State = state };
        Dictionary<string, string?> all = new(StringComparer.Ordinal)
        {
            ["Seedream:RunComfy:BaseUrl"] = server.BaseUrl.ToString(),
            ["Seedream:RunComfy:ApiToken"] = server.Token,
            // Generous, since these seconds pass faster and the machine may be busy.
            ["Seedream:RunComfy:SubmitTimeout"] = "00:10:00",
            ["Seedream:RunComfy:CallTimeout"] = "00:05:00",
        };
        foreach ((string name, string? value) in settings ?? [])
            all["Seedream:" + name] = value;
        ServiceCollection services = new();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        services.AddSingleton<TimeProvider>(new FastTime(speed));
        services.AddSingleton(host ?? HostIdentity.Current);
        services.AddSingleton(storage);
        services.AddPipeline(new ConfigurationBuilder().AddInMemoryCollection(all).Build());
        services.AddSingleton<InProcessRunner>();
        services.AddSingleton<BatchHost>();
        return new Pipeline(server, services.BuildServiceProvider(), state, storage);
    }

    public static PipelineStorage Memory() => new(new MemoryObjectStore(), new MemoryObjectStore(), new MemoryObjectStore());

    public async Task<string> AcceptAsync(int rows) => await AcceptAsync(["prompt", .. Enumerable.Range(1, rows).Select(row => $"{row} a fox in the snow")]);

    /// <summary>A batch of these lines, planned at this price.</summary>
    public async Task<string> AcceptAsync(IEnumerable<string> lines, decimal price = 0.028m)
    {
        byte[] content = Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n");
        AcceptedBatch accepted = await Get<BatchIntake>().AcceptAsync(_ => Task.FromResult<Stream>(new MemoryStream(content)), FileName, new JobDefaults(), 1, price, default);
        return accepted.Batch.Id;
    }

    public Task<BatchResult> RunAsync(string batch, CancellationToken stop = default) => Get<BatchHost>().RunAsync(batch, stop);

    /// <summary>Runs without a lease.</summary>
    public Task<BatchResult> RunUnleasedAsync(string batch, CancellationToken stop = default) =>
        Runner.RunAsync(Batch.Handle, new BatchInput { Batch = batch, Round = 1 }, BatchInput.InstanceId(batch, 1), stop);

    /// <summary>Calls it when a conductor has ended so many jobs.</summary>
    public void AtEnded(int jobs, Action action) => Runner.Progressed = (_, progress) =>
    {
        if (progress.Ended.Values.Sum() >= jobs)
            action();
    };

    /// <summary>
    /// What holds at every end: each row once in the results, every stored image the very one that was served for its own
    /// request (but for rows that were served another on purpose), nothing paid twice, the lease free, nothing half-written. Gives the outcomes by row.
    /// </summary>
    public async Task<Dictionary<int, string>> CheckAsync(string batch, int rows, bool killed = false, Func<int, bool>? isOtherFile = null)
    {
        Dictionary<int, string> outcomes = [];
        foreach (string line in Encoding.UTF8.GetString((await Storage.Images.TryReadAsync($"{batch}/results.jsonl", default))!.Content.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using JsonDocument json = JsonDocument.Parse(line);
            JsonElement row = json.RootElement;
            string outcome = row.GetProperty("outcome").GetString()!;
            Assert.True(outcomes.TryAdd(row.GetProperty("row").GetInt32(), outcome));
            if (outcome == "succeeded")
                await CheckFilesAsync(batch, row, isOtherFile?.Invoke(row.GetProperty("row").GetInt32()) ?? false);
        }

        Assert.Equal(Enumerable.Range(1, rows), outcomes.Keys.Order());
        Assert.Empty(_server.Account.DuplicateMarkers);
        Assert.Equal(0, _server.Account.TokenLeaks);
        Assert.False(await BatchLease.IsHeldAsync(Storage, batch, Get<TimeProvider>(), default));
        if (!killed && Storage.Images is MemoryObjectStore memory)
            Assert.Equal(0, memory.OpenWriters);
        return outcomes;
    }

    private async Task CheckFilesAsync(string batch, JsonElement row, bool isOtherFile)
    {
        if (!isOtherFile)
        {
            Submission submission = _server.Account.Find(row.GetProperty("request_id").GetString()!)!;
            Assert.StartsWith($"{batch}/{row.GetProperty("row").GetInt32()}/", submission.Marker, StringComparison.Ordinal);
            string[] served = [.. _server.ImagesOf(submission).Select(image => image.Sha256())];
            Assert.Equal(served, row.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("sha256").GetString()));
        }

        foreach (JsonElement file in row.GetProperty("files").EnumerateArray())
        {
            StoredObject stored = (await Storage.Images.TryReadAsync($"{batch}/{file.GetProperty("name").GetString()}", default))!;
            Assert.Equal(file.GetProperty("sha256").GetString(), Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(stored.Content.Span)));
        }
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
