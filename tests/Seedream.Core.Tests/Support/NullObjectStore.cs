using Seedream.Core.Storage;

namespace Seedream.Core.Tests.Support;

/// <summary>Takes everything and keeps only the count, for tests of memory.</summary>
public sealed class NullObjectStore : IObjectStore
{
    private int _committed;

    public int Committed => Volatile.Read(ref _committed);

    public Task<ObjectWriter> CreateWriterAsync(string name, string contentType, CancellationToken cancellationToken) =>
        Task.FromResult<ObjectWriter>(new Writer(this));

    public Task<string?> TryCreateAsync(string name, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken) => throw Unexpected();

    public Task<string?> TryReplaceAsync(string name, ReadOnlyMemory<byte> content, string contentType, string version, CancellationToken cancellationToken) => throw Unexpected();

    public Task PutAsync(string name, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken) => throw Unexpected();

    public Task<StoredObject?> TryReadAsync(string name, CancellationToken cancellationToken) => throw Unexpected();

    public Task<Stream?> OpenReadAsync(string name, long offset, CancellationToken cancellationToken) => throw Unexpected();

    public Task<ObjectInfo?> TryGetInfoAsync(string name, CancellationToken cancellationToken) => throw Unexpected();

    public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellationToken) => throw Unexpected();

    public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken) => throw Unexpected();

    public Task EnsureWritableAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static NotSupportedException Unexpected() => new("Only writers are expected here.");

    private sealed class Writer(NullObjectStore store) : ObjectWriter
    {
        public override Stream Stream => Stream.Null;

        public override Task CommitAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref store._committed);
            return Task.CompletedTask;
        }

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
