using System.Text.Json;
using Seedream.Core.Storage;

namespace Seedream.Core.Identity;

/// <summary>The contents in storage. They never expire.</summary>
internal sealed class ContentStore(PipelineStorage storage)
{
    private const string JsonType = "application/json";

    public async Task<Versioned<IReadOnlyList<ContentBatch>>> ReadAsync(string asked, CancellationToken cancellationToken) =>
        await storage.State.TryReadAsync(StateLayout.Content(asked), cancellationToken) is { } stored
            ? new((JsonSerializer.Deserialize(stored.Content.Span, IdentityJson.Default.ContentRecord) ?? throw new InvalidDataException($"the record of content {asked} is empty")).Batches, stored.Version)
            : new([], null);

    /// <summary>False when somebody else was quicker.</summary>
    public async Task<bool> TryWriteAsync(string asked, string? expected, IReadOnlyList<ContentBatch> batches, CancellationToken cancellationToken)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(new ContentRecord { Batches = batches }, IdentityJson.Default.ContentRecord);
        string name = StateLayout.Content(asked);
        return (expected is null
            ? await storage.State.TryCreateAsync(name, json, JsonType, cancellationToken)
            : await storage.State.TryReplaceAsync(name, json, JsonType, expected, cancellationToken)) is not null;
    }

    /// <summary>A person wants a batch forgotten.</summary>
    public async Task RemoveAsync(string asked, string batch, CancellationToken cancellationToken)
    {
        while (true)
        {
            Versioned<IReadOnlyList<ContentBatch>> found = await ReadAsync(asked, cancellationToken);
            if (found.Version is null || !found.Value.Any(entry => entry.Batch == batch)
                || await TryWriteAsync(asked, found.Version, [.. found.Value.Where(entry => entry.Batch != batch)], cancellationToken))
                return;
        }
    }
}
