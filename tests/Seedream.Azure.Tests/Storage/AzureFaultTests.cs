using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Seedream.Azure.Queues;
using Seedream.Azure.Storage;
using Seedream.Core.Storage;

namespace Seedream.Azure.Tests.Storage;

/// <summary>What the storage client raises when its own tries time out is no cancellation of ours.</summary>
public sealed class AzureFaultTests
{
    private static readonly Uri Account = new("https://account.blob.core.windows.net/state");

    [Fact]
    public async Task Store_ClientGivesUpAsIfCancelled_IsUnusable()
    {
        BlobClientOptions options = new();
        options.Retry.MaxRetries = 0;
        options.AddPolicy(new GivingUp(), HttpPipelinePosition.PerCall);
        BlobStore store = new(new BlobContainerClient(Account, options));

        await Assert.ThrowsAsync<StorageUnusableException>(() => store.TryReadAsync("ledger", default));
        await Assert.ThrowsAsync<StorageUnusableException>(() => store.TryCreateAsync("ledger", "x"u8.ToArray(), "application/json", default));
        await Assert.ThrowsAsync<StorageUnusableException>(() => store.TryReplaceAsync("ledger", "x"u8.ToArray(), "application/json", "\"1\"", default));
        await Assert.ThrowsAsync<StorageUnusableException>(() => store.PutAsync("ledger", "x"u8.ToArray(), "application/json", default));
        await Assert.ThrowsAsync<StorageUnusableException>(() => store.DeleteAsync("ledger", default));
        await Assert.ThrowsAsync<StorageUnusableException>(() => store.TryGetInfoAsync("ledger", default));
        await Assert.ThrowsAsync<StorageUnusableException>(() => store.OpenReadAsync("ledger", 0, default));
        await Assert.ThrowsAsync<StorageUnusableException>(() => store.EnsureWritableAsync(default));
        await Assert.ThrowsAsync<StorageUnusableException>(async () =>
        {
            await foreach (ObjectInfo _ in store.ListAsync("", default))
            {
            }
        });
    }

    [Fact]
    public async Task Queue_ClientGivesUpAsIfCancelled_IsUnusable()
    {
        QueueClientOptions options = new();
        options.Retry.MaxRetries = 0;
        options.AddPolicy(new GivingUp(), HttpPipelinePosition.PerCall);
        QueueClient client = new(new Uri("https://account.queue.core.windows.net/jobs"), options);
        StorageQueue queue = new(client, client);

        await Assert.ThrowsAsync<StorageUnusableException>(() => queue.ReceiveAsync(1, TimeSpan.FromSeconds(30), default));
        await Assert.ThrowsAsync<StorageUnusableException>(() => queue.SendAsync("x", default));
    }

    [Fact]
    public async Task Store_CancelledByItsCaller_IsCancelled()
    {
        BlobClientOptions options = new();
        options.AddPolicy(new GivingUp(), HttpPipelinePosition.PerCall);
        BlobStore store = new(new BlobContainerClient(Account, options));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.TryReadAsync("ledger", new CancellationToken(canceled: true)));
    }

    private sealed class GivingUp : HttpPipelinePolicy
    {
        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

        public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
            throw new TaskCanceledException("The operation was cancelled because it exceeded the configured timeout.");
    }
}
