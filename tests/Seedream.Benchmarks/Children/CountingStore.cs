using Seedream.Core.Storage;

namespace Seedream.Benchmarks.Children;

/// <summary>A store that counts what is asked of it. A listing counts once, however long it is.</summary>
internal sealed class CountingStore(IObjectStore inner, StorageCalls calls) : IObjectStore
{
    public Task<string?> TryCreateAsync(string name, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken)
    {
        calls.Count("create");
        return inner.TryCreateAsync(name, content, contentType, cancellationToken);
    }

    public Task<string?> TryReplaceAsync(string name, ReadOnlyMemory<byte> content, string contentType, string version, CancellationToken cancellationToken)
    {
        calls.Count("replace");
        return inner.TryReplaceAsync(name, content, contentType, version, cancellationToken);
    }

    public Task PutAsync(string name, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken)
    {
        calls.Count("put");
        return inner.PutAsync(name, content, contentType, cancellationToken);
    }

    public Task<StoredObject?> TryReadAsync(string name, CancellationToken cancellationToken)
    {
        calls.Count("read");
        return inner.TryReadAsync(name, cancellationToken);
    }

    public Task<Stream?> OpenReadAsync(string name, long offset, CancellationToken cancellationToken)
    {
        calls.Count("open");
        return inner.OpenReadAsync(name, offset, cancellationToken);
    }

    public Task<ObjectInfo?> TryGetInfoAsync(string name, CancellationToken cancellationToken)
    {
        calls.Count("info");
        return inner.TryGetInfoAsync(name, cancellationToken);
    }

    public Task<ObjectWriter> CreateWriterAsync(string name, string contentType, CancellationToken cancellationToken)
    {
        calls.Count("stream");
        return inner.CreateWriterAsync(name, contentType, cancellationToken);
    }

    public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellationToken)
    {
        calls.Count("list");
        return inner.ListAsync(prefix, cancellationToken);
    }

    public IAsyncEnumerable<ObjectInfo> ListWithContentAsync(string prefix, CancellationToken cancellationToken)
    {
        calls.Count("list");
        return inner.ListWithContentAsync(prefix, cancellationToken);
    }

    public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken)
    {
        calls.Count("delete");
        return inner.DeleteAsync(name, cancellationToken);
    }

    public Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public Task EnsureWritableAsync(CancellationToken cancellationToken) => inner.EnsureWritableAsync(cancellationToken);
}
