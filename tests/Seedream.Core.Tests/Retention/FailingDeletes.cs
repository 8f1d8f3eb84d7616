using Seedream.Core.Storage;

namespace Seedream.Core.Tests.Retention;

/// <summary>A store that breaks down at its nth change.</summary>
internal sealed class FailingDeletes(IObjectStore inner, int changesLeft) : IObjectStore
{
    private int _left = changesLeft;

    public Task<string?> TryCreateAsync(string name, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken) => Change(() => inner.TryCreateAsync(name, content, contentType, cancellationToken));

    public Task<string?> TryReplaceAsync(string name, ReadOnlyMemory<byte> content, string contentType, string version, CancellationToken cancellationToken) => inner.TryReplaceAsync(name, content, contentType, version, cancellationToken);

    public Task PutAsync(string name, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken) => inner.PutAsync(name, content, contentType, cancellationToken);

    public Task<StoredObject?> TryReadAsync(string name, CancellationToken cancellationToken) => inner.TryReadAsync(name, cancellationToken);

    public Task<Stream?> OpenReadAsync(string name, long offset, CancellationToken cancellationToken) => inner.OpenReadAsync(name, offset, cancellationToken);

    public Task<ObjectInfo?> TryGetInfoAsync(string name, CancellationToken cancellationToken) => inner.TryGetInfoAsync(name, cancellationToken);

    public Task<ObjectWriter> CreateWriterAsync(string name, string contentType, CancellationToken cancellationToken) => inner.CreateWriterAsync(name, contentType, cancellationToken);

    public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellationToken) => inner.ListAsync(prefix, cancellationToken);

    public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken) => Change(() => inner.DeleteAsync(name, cancellationToken));

    public Task EnsureWritableAsync(CancellationToken cancellationToken) => inner.EnsureWritableAsync(cancellationToken);

    private Task<T> Change<T>(Func<Task<T>> change) =>
        Interlocked.Decrement(ref _left) >= 0 ? change() : throw new StorageUnusableException("broken down");
}
