using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Seedream.Core.Storage;

namespace Seedream.Azure.Storage;

/// <summary>
/// A container of Azure Blob Storage; versions are ETags. A small object is one request to write and one to read. Requests
/// are retried by the client's pipeline, and a conditional write whose answer was lost still knows its own work
/// (<see cref="WriteMark"/>). Transfers are not validated by checksums of our own: TLS does that.
/// </summary>
public sealed class BlobStore : IObjectStore
{
    private const int PageSize = 5000;

    // Not a name an object may have, so no listing shows it.
    private const string ProbeName = ObjectName.Reserved2 + "/probe";

    private static readonly TimeSpan ProbeLifetime = TimeSpan.FromSeconds(5);

    private readonly BlobContainerClient _container;
    private readonly OlderReleaseGuard? _guard;
    private readonly WritableCheck _writable;

    /// <summary>A store in a container.</summary>
    /// <param name="container">The container; created by the first write that misses it.</param>
    /// <param name="time">Where the time comes from. Default: the system.</param>
    /// <param name="shutsOutOlderReleases">Older releases are kept out from the first write on, since they do not see all that was paid for.</param>
    public BlobStore(BlobContainerClient container, TimeProvider? time = null, bool shutsOutOlderReleases = false)
    {
        _container = container;
        _guard = shutsOutOlderReleases ? new OlderReleaseGuard(container) : null;
        _writable = new WritableCheck(ProbeAsync, ProbeLifetime, time ?? TimeProvider.System);
    }

    public Task<string?> TryCreateAsync(string name, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken) =>
        TryUploadAsync(Blob(name), content, contentType, new BlobRequestConditions { IfNoneMatch = ETag.All }, cancellationToken);

    public Task<string?> TryReplaceAsync(string name, ReadOnlyMemory<byte> content, string contentType, string version, CancellationToken cancellationToken) =>
        TryUploadAsync(Blob(name), content, contentType, new BlobRequestConditions { IfMatch = new ETag(version) }, cancellationToken);

    public Task PutAsync(string name, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken)
    {
        BlockBlobClient blob = Blob(name);
        BlobUploadOptions options = new() { HttpHeaders = Headers(contentType), Metadata = ContentMark.For(name, content) };
        return WritingAsync(() => UploadAsync(blob, content, options, cancellationToken), cancellationToken);
    }

    public Task<StoredObject?> TryReadAsync(string name, CancellationToken cancellationToken)
    {
        BlockBlobClient blob = Blob(name);
        return ReadingAsync<StoredObject>(async () =>
        {
            BlobDownloadResult found = await blob.DownloadContentAsync(cancellationToken);
            return new StoredObject(found.Content.ToMemory(), found.Details.ETag.ToString());
        }, cancellationToken);
    }

    public Task<Stream?> OpenReadAsync(string name, long offset, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        BlockBlobClient blob = Blob(name);
        return ReadingAsync<Stream>(async () =>
        {
            try
            {
                // One request; the client resumes after a broken connection, and only within the same version.
                BlobDownloadStreamingResult found = await blob.DownloadStreamingAsync(
                    new BlobDownloadOptions { Range = offset == 0 ? default : new HttpRange(offset) }, cancellationToken);
                return new BlobReadStream(found.Content, _container.Uri);
            }
            catch (RequestFailedException exception) when (exception.Status == 416)
            {
                return Stream.Null;
            }
        }, cancellationToken);
    }

    public Task<ObjectInfo?> TryGetInfoAsync(string name, CancellationToken cancellationToken)
    {
        BlockBlobClient blob = Blob(name);
        return ReadingAsync<ObjectInfo>(async () =>
        {
            BlobProperties found = await blob.GetPropertiesAsync(cancellationToken: cancellationToken);
            return new ObjectInfo(name, found.ContentLength, found.LastModified, found.ETag.ToString(), found.ContentType);
        }, cancellationToken);
    }

    public Task<ObjectWriter> CreateWriterAsync(string name, string contentType, CancellationToken cancellationToken)
    {
        BlockBlobClient blob = Blob(name);
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<ObjectWriter>(new BlobWriter(this, blob, Headers(contentType)));
    }

    public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellationToken)
    {
        ObjectName.CheckPrefix(prefix);
        return ListAfterCheckAsync(prefix, BlobTraits.None, cancellationToken);
    }

    public IAsyncEnumerable<ObjectInfo> ListWithContentAsync(string prefix, CancellationToken cancellationToken)
    {
        ObjectName.CheckPrefix(prefix);
        return ListAfterCheckAsync(prefix, BlobTraits.Metadata, cancellationToken);
    }

    public async Task<bool> DeleteAsync(string name, CancellationToken cancellationToken)
    {
        BlockBlobClient blob = Blob(name);
        return await ReadingAsync<object>(async () =>
            await blob.DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellationToken) ? this : null, cancellationToken) is not null;
    }

    public Task EnsureWritableAsync(CancellationToken cancellationToken) => _writable.EnsureAsync(cancellationToken);

    /// <summary>A write; the container is created if it turns out to be missing.</summary>
    internal Task<T> WritingAsync<T>(Func<Task<T>> write, CancellationToken cancellationToken) => AzureFault.ExplainedAsync(_container.Uri, async () =>
    {
        try
        {
            return await WriteAsync();
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            await _container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            return await WriteAsync();
        }

        async Task<T> WriteAsync()
        {
            if (_guard is not null)
                await _guard.PlaceAsync(cancellationToken);
            return await write();
        }
    }, cancellationToken);

    internal static async Task<string> UploadAsync(BlockBlobClient blob, ReadOnlyMemory<byte> content, BlobUploadOptions options, CancellationToken cancellationToken)
    {
        await using Stream stream = BinaryData.FromBytes(content).ToStream();
        BlobContentInfo written = await blob.UploadAsync(stream, options, cancellationToken);
        return written.ETag.ToString();
    }

    private Task<string?> TryUploadAsync(
        BlockBlobClient blob, ReadOnlyMemory<byte> content, string contentType, BlobRequestConditions conditions, CancellationToken cancellationToken)
    {
        var mark = new WriteMark();
        var options = new BlobUploadOptions { HttpHeaders = Headers(contentType), Conditions = conditions, Metadata = mark.Metadata };
        return WritingAsync(async () =>
        {
            try
            {
                return await UploadAsync(blob, content, options, cancellationToken);
            }
            catch (RequestFailedException exception) when (IsConflict(exception))
            {
                return await mark.TryFindAsync(blob, cancellationToken);
            }
        }, cancellationToken);
    }

    /// <summary>There is one already; it has another version; it is gone.</summary>
    private static bool IsConflict(RequestFailedException exception) =>
        exception.Status == 412 || exception.ErrorCode == BlobErrorCode.BlobAlreadyExists || exception.ErrorCode == BlobErrorCode.BlobNotFound;

    private Task<T?> ReadingAsync<T>(Func<Task<T?>> read, CancellationToken cancellationToken)
        where T : class => AzureFault.ExplainedAsync(_container.Uri, async () =>
    {
        try
        {
            return await read();
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            // No blob, or no container yet.
            return null;
        }
    }, cancellationToken);

    private async IAsyncEnumerable<ObjectInfo> ListAfterCheckAsync(string prefix, BlobTraits traits, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? next = null;
        do
        {
            Page<BlobItem>? page = await ReadingAsync<Page<BlobItem>>(async () =>
            {
                await foreach (Page<BlobItem> one in _container.GetBlobsAsync(traits, BlobStates.None, prefix, cancellationToken).AsPages(next, PageSize))
                    return one;
                return null;
            }, cancellationToken);
            foreach (BlobItem blob in page?.Values ?? [])
            {
                if (ObjectName.IsValid(blob.Name))
                    yield return new ObjectInfo(blob.Name, blob.Properties.ContentLength ?? 0, blob.Properties.LastModified ?? default, blob.Properties.ETag?.ToString(), blob.Properties.ContentType) { Content = ContentMark.Find(blob.Metadata) };
            }

            next = page?.ContinuationToken;
        }
        while (!string.IsNullOrEmpty(next));
    }

    private async Task<StorageUnusableException?> ProbeAsync()
    {
        try
        {
            await WritingAsync(() => UploadAsync(_container.GetBlockBlobClient(ProbeName), "ok"u8.ToArray(), new BlobUploadOptions(), CancellationToken.None), CancellationToken.None);
            return null;
        }
        catch (StorageUnusableException exception)
        {
            return exception;
        }
        catch (IOException exception)
        {
            return new StorageUnusableException(exception.Message, exception);
        }
    }

    private BlockBlobClient Blob(string name)
    {
        ObjectName.Check(name);
        return _container.GetBlockBlobClient(name);
    }

    private static BlobHttpHeaders Headers(string contentType) => new() { ContentType = contentType };
}
