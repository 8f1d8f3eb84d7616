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
    private readonly BlobStore _store;
    private readonly BlockBlobClient _blob;
    private readonly BlobHttpHeaders _headers;
    private readonly BlobWriteStream _stream;
    private readonly Guid _id = Guid.NewGuid();
    private readonly List<string> _blocks = [];
    private bool _committed;

    public BlobWriter(BlobStore store, BlockBlobClient blob, BlobHttpHeaders headers)
    {
        _store = store;
        _blob = blob;
        _headers = headers;
        _stream = new BlobWriteStream(StageAsync);
    }

    public override Stream Stream => _stream;

    public override async Task CommitAsync(CancellationToken cancellationToken)
    {
        if (_committed)
            throw new InvalidOperationException($"'{_blob.Name}' is committed already.");
        if (_blocks.Count == 0)
        {
            await _store.WritingAsync(
                () => BlobStore.UploadAsync(_blob, _stream.Rest, new BlobUploadOptions { HttpHeaders = _headers }, cancellationToken), cancellationToken);
        }
        else
        {
            if (!_stream.Rest.IsEmpty)
                await StageAsync(_stream.Rest, cancellationToken);
            await _store.WritingAsync<BlobContentInfo>(
                async () => await _blob.CommitBlockListAsync(_blocks, new CommitBlockListOptions { HttpHeaders = _headers }, cancellationToken), cancellationToken);
        }

        _committed = true;
    }

    public override ValueTask DisposeAsync()
    {
        _stream.Release();
        return ValueTask.CompletedTask;
    }

    private async Task StageAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        // Every writer its own ids, so that two of one name never mix; all of one length, as the service wants it.
        byte[] block = [.. _id.ToByteArray(), .. BitConverter.GetBytes(_blocks.Count)];
        string blockId = Convert.ToBase64String(block);
        await _store.WritingAsync(async () =>
        {
            await using Stream bytes = BinaryData.FromBytes(content).ToStream();
            return await _blob.StageBlockAsync(blockId, bytes, options: null, cancellationToken);
        }, cancellationToken);
        _blocks.Add(blockId);
    }
}
