using System.Text.Json;
using Seedream.Core.Storage;

namespace Seedream.Core.Identity;

/// <summary>The versions of files in storage. They never expire.</summary>
internal sealed class NameStore(PipelineStorage storage)
{
    private const string JsonType = "application/json";

    public async Task<Versioned<IReadOnlyList<NameVersion>>> ReadAsync(string name, int run, CancellationToken cancellationToken) =>
        await storage.State.TryReadAsync(StateLayout.Name(name, run), cancellationToken) is { } stored
            ? new((JsonSerializer.Deserialize(stored.Content.Span, IdentityJson.Default.NameRecord) ?? throw new InvalidDataException($"the record of file '{name}' is empty")).Versions, stored.Version)
            : new([], null);

    /// <summary>False when somebody else was quicker.</summary>
    public async Task<bool> TryWriteAsync(string name, int run, string? expected, IReadOnlyList<NameVersion> versions, CancellationToken cancellationToken)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(new NameRecord { Name = name, Run = run, Versions = versions }, IdentityJson.Default.NameRecord);
        string path = StateLayout.Name(name, run);
        return (expected is null
            ? await storage.State.TryCreateAsync(path, json, JsonType, cancellationToken)
            : await storage.State.TryReplaceAsync(path, json, JsonType, expected, cancellationToken)) is not null;
    }

    /// <summary>Enters a batch that was planned elsewhere, or the plan that its batch was entered with after all.</summary>
    public async Task EnterAsync(string name, int run, NameVersion version, CancellationToken cancellationToken)
    {
        while (true)
        {
            Versioned<IReadOnlyList<NameVersion>> found = await ReadAsync(name, run, cancellationToken);
            if (found.Value.Contains(version))
                return;
            IReadOnlyList<NameVersion> entered = found.Value.Any(entry => entry.Batch == version.Batch)
                ? [.. found.Value.Select(entry => entry.Batch == version.Batch ? version : entry)]
                : [.. found.Value, version];
            if (await TryWriteAsync(name, run, found.Version, entered, cancellationToken))
                return;
        }
    }

    /// <summary>A batch that somebody entered and that came to nothing, or that a person wants forgotten.</summary>
    public async Task RemoveAsync(string name, int run, string batch, CancellationToken cancellationToken)
    {
        while (true)
        {
            Versioned<IReadOnlyList<NameVersion>> found = await ReadAsync(name, run, cancellationToken);
            if (found.Version is null || !found.Value.Any(entry => entry.Batch == batch)
                || await TryWriteAsync(name, run, found.Version, [.. found.Value.Where(entry => entry.Batch != batch)], cancellationToken))
                return;
        }
    }
}
