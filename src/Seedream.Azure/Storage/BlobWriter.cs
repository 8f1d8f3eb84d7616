using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Seedream.Core.Storage;

namespace Seedream.Azure.Storage;

/// <summary>
/// A blob being written. What fits one block is one request; more is staged block by block, which nobody sees until the
/// commit. Blocks that are never committed are dropped by the service: by the next write of that name, or after a week.
/// </summary>
internal sealed class BlobWriter : ObjectWriter
{
    private readonly BlobStore store;
    private readonly BlockBlobClient blob;
    private readonly BlobHttpHeaders headers;
    private readonly BlobWriteStream stream;
    private readonly Guid id = Guid.NewGuid();
    private readonly List<string> blocks = [];
    private bool committed;

    public BlobWriter(BlobStore store, BlockBlobClient blob, BlobHttpHeaders headers)
    {
        this.store = store;
        this.blob = blob;
        this.headers = headers;
        stream = new BlobWriteStream(StageAsync);
    }

    public override Stream Stream => stream;

    public override async Task CommitAsync(CancellationToken cancellationToken)
    {
        if (committed)
            throw new InvalidOperationException($"'{blob.Name}' is committed already.");
        if (blocks.Count == 0)
        {
            await store.WritingAsync(
                () => BlobStore.UploadAsync(blob, stream.Rest, new BlobUploadOptions { HttpHeaders = headers }, cancellationToken), cancellationToken);
        }
        else
        {
            if (!stream.Rest.IsEmpty)
                await StageAsync(stream.Rest, cancellationToken);
            await store.WritingAsync<BlobContentInfo>(
                async () => await blob.CommitBlockListAsync(blocks, new CommitBlockListOptions { HttpHeaders = headers }, cancellationToken), cancellationToken);
        }

        committed = true;
    }

    public override ValueTask DisposeAsync()
    {
        stream.Release();
        return ValueTask.CompletedTask;
    }

    private async Task StageAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        // Every writer its own ids, so that two of one name never mix; all of one length, as the service wants it.
        byte[] block = [.. id.ToByteArray(), .. BitConverter.GetBytes(blocks.Count)];
        string blockId = Convert.ToBase64String(block);
        await store.WritingAsync(async () =>
        {
            await using Stream bytes = BinaryData.FromBytes(content).ToStream();
            return await blob.StageBlockAsync(blockId, bytes, options: null, cancellationToken);
        }, cancellationToken);
        blocks.Add(blockId);
    }
}
