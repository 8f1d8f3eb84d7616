using System.Globalization;
using System.Text;
using System.Text.Json;
using Seedream.Core.Batches;
using Seedream.Core.Identity;
using Seedream.Core.Retention;
using Seedream.Core.Storage;
using Seedream.Local.Tests.Running;
using Seedream.Simulator;

namespace Seedream.Local.Tests.Identity;

/// <summary>Files that come, go and change their names, and what was paid for them.</summary>
internal sealed class FileDesk : IAsyncDisposable
{
    private FileDesk(SimulatorServer server, PipelineStorage storage) => (Server, Storage) = (server, storage);

    public SimulatorServer Server { get; }

    public PipelineStorage Storage { get; }

    public int Paid => Server.Account.Paid;

    public static async Task<FileDesk> OpenAsync(SimulatorOptions? options = null, PipelineStorage? storage = null) => new(
        await SimulatorServer.StartAsync(options ?? new SimulatorOptions { MedianSeconds = 0, TinyImages = true, ImageBytes = 300, Capacity = 64 }), storage ?? Pipeline.Memory());

    /// <summary>A process of its own on the desk's storage.</summary>
    public Pipeline Process(params (string Name, string Value)[] settings) =>
        Pipeline.On(Server, Storage, settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value, StringComparer.Ordinal));

    public static BatchFile File(string name, string text, bool named = true, string? continues = null) => new()
    {
        Open = _ => Task.FromResult<Stream>(new MemoryStream(Encoding.UTF8.GetBytes(text))),
        Name = name,
        FullName = named ? FullName.OfContainer(name) : null,
        Continues = continues,
    };

    public static Task<AcceptedBatch> AcceptAsync(Pipeline process, BatchFile file, int run = 1) =>
        process.Get<BatchIntake>().AcceptAsync(file, new BatchOptions { Run = run }, 0.028m, CancellationToken.None);

    /// <summary>A file comes and is run to its end, unless it ended before.</summary>
    public async Task<AcceptedBatch> RunAsync(BatchFile file, int run = 1, params (string Name, string Value)[] settings)
    {
        await using Pipeline process = Process(settings);
        AcceptedBatch accepted = await AcceptAsync(process, file, run);
        if (accepted.Batch.CompletedAt is null && !accepted.Plan.Rejected)
            await process.RunAsync(accepted.Batch.Id);
        return accepted;
    }

    public Task<AcceptedBatch> RunAsync(string name, string text, int run = 1) => RunAsync(File(name, text), run);

    public async Task PurgeAsync(string batch, bool forget = false)
    {
        await using Pipeline process = Process();
        PurgeRequest request = new() { EndedBefore = DateTimeOffset.MaxValue, Force = true, Forget = forget };
        Assert.Null(await process.Get<BatchPurge>().PurgeAsync(batch, request, CancellationToken.None));
    }

    public async Task<List<JsonElement>> ResultsAsync(string batch)
    {
        StoredObject stored = (await Storage.Images.TryReadAsync($"{batch}/results.jsonl", CancellationToken.None))!;
        return [.. Encoding.UTF8.GetString(stored.Content.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }

    /// <summary>Every image that the results name is where they say.</summary>
    public async Task CheckImagesAsync(string batch)
    {
        foreach (JsonElement row in await ResultsAsync(batch))
        {
            foreach (JsonElement file in row.GetProperty("files").EnumerateArray())
            {
                string name = StateLayout.Image(batch, file.GetProperty("name").GetString()!);
                StoredObject? image = await Storage.Images.TryReadAsync(name, CancellationToken.None);
                Assert.Equal(file.GetProperty("sha256").GetString(), image is null ? name : Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(image.Content.Span)));
            }
        }
    }

    public static string Csv(params IEnumerable<string> prompts) => "prompt\n" + string.Concat(prompts.Select(prompt => $"{prompt}\n"));

    public static IEnumerable<string> Rows(int first, int last) => Enumerable.Range(first, last - first + 1).Select(row => string.Create(CultureInfo.InvariantCulture, $"fox number {row}"));

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
