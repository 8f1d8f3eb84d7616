using System.Text.Json;
using Seedream.Core.Storage;

namespace Seedream.Local.Apis;

/// <summary>The origins of batches in storage.</summary>
internal sealed class BatchOrigins(PipelineStorage storage)
{
    public async Task<BatchOrigin?> FindAsync(string batch, CancellationToken cancellationToken) =>
        await storage.State.TryReadAsync(Name(batch), cancellationToken) is { } stored
            ? JsonSerializer.Deserialize(stored.Content.Span, ApisJson.Default.BatchOrigin)
            : null;

    /// <summary>Writes it, before anything is submitted; the first one stands.</summary>
    public Task RecordAsync(string batch, BatchOrigin origin, CancellationToken cancellationToken) =>
        storage.State.TryCreateAsync(Name(batch), JsonSerializer.SerializeToUtf8Bytes(origin, ApisJson.Default.BatchOrigin), "application/json", cancellationToken);

    private static string Name(string batch) => $"{StateLayout.Batch(batch)}origin.json";
}
