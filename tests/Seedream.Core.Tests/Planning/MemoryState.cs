using System.Collections.Concurrent;
using Seedream.Core.Storage;

namespace Seedream.Core.Tests.Planning;

/// <summary>Objects in memory, as far as planning uses them; counts what is opened.</summary>
internal sealed class MemoryState : IObjectStore
{
    public ConcurrentDictionary<string, byte[]> Objects { get; } = new(StringComparer.Ordinal);

    public ConcurrentQueue<string> Opened { get; } = new();

    public ConcurrentQueue<string> Written { get; } = new();

    public string? FailOn { get; set; }

    public PipelineStorage AsStorage() => new(this, this, this);

    public Task PutAsync(string name, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken)
    {
        if (FailOn is not null && name.Contains(FailOn, StringComparison.Ordinal))
            throw new StorageUnusableException("The disk is full");
        Objects[name] = content.ToArray();
        Written.Enqueue(name);
        return Task.CompletedTask;
    }

    public Task<StoredObject?> TryReadAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult(Objects.TryGetValue(name, out byte[]? bytes) ? new StoredObject(bytes, "1") : null);

    public Task<Stream?> OpenReadAsync(string name, long offset, CancellationToken cancellationToken)
    {
        Opened.Enqueue(name);
        return Task.FromResult<Stream?>(Objects.TryGetValue(name, out byte[]? bytes) ? new MemoryStream(bytes) : null);
    }

    public Task<ObjectWriter> CreateWriterAsync(string name, string contentType, CancellationToken cancellationToken) =>
        Task.FromResult<ObjectWriter>(new Writer(this, name));

    public Task<string?> TryCreateAsync(string name, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<string?> TryReplaceAsync(string name, ReadOnlyMemory<byte> content, string contentType, string version, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ObjectInfo?> TryGetInfoAsync(string name, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task EnsureWritableAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private sealed class Writer(MemoryState state, string name) : ObjectWriter
    {
        private readonly MemoryStream stream = new();

        public override Stream Stream => stream;

        public override Task CommitAsync(CancellationToken cancellationToken) => state.PutAsync(name, stream.ToArray(), "", cancellationToken);

        public override ValueTask DisposeAsync() => stream.DisposeAsync();
    }
}
