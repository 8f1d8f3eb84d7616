using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;
using Seedream.Core.Storage;

namespace Seedream.Core.Tests.Reporting;

/// <summary>A container in memory, which also tells in what order objects appeared. It can drop what is written, to measure without it.</summary>
internal sealed class ReportStore(bool keep = true) : IObjectStore
{
    private readonly ConcurrentDictionary<string, byte[]> _objects = new(StringComparer.Ordinal);

    public List<string> Appeared { get; } = [];

    public IEnumerable<string> Names => _objects.Keys.Order(StringComparer.Ordinal);

    public long Written { get; private set; }

    public int OpenWriters { get; private set; }

    public byte[] Bytes(string name) => _objects[name];

    public string Text(string name) => Encoding.UTF8.GetString(_objects[name]);

    public Task PutAsync(string name, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken)
    {
        ObjectName.Check(name);
        _objects[name] = content.ToArray();
        Appeared.Add(name);
        return Task.CompletedTask;
    }

    public Task<StoredObject?> TryReadAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult(_objects.TryGetValue(name, out byte[]? content) ? new StoredObject(content, "1") : null);

    public Task<Stream?> OpenReadAsync(string name, long offset, CancellationToken cancellationToken) =>
        Task.FromResult<Stream?>(_objects.TryGetValue(name, out byte[]? content) ? new MemoryStream(content, (int)offset, content.Length - (int)offset, writable: false) : null);

    public Task<ObjectWriter> CreateWriterAsync(string name, string contentType, CancellationToken cancellationToken)
    {
        ObjectName.Check(name);
        OpenWriters++;
        return Task.FromResult<ObjectWriter>(new Writer(this, name));
    }

    public async IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (string name in Names.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).ToArray())
            yield return new ObjectInfo(name, _objects[name].Length, DateTimeOffset.UnixEpoch);
    }

    public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken) => Task.FromResult(_objects.TryRemove(name, out _));

    public Task<string?> TryCreateAsync(string name, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken) =>
        throw new NotSupportedException("reports are never created only if absent");

    public Task<string?> TryReplaceAsync(string name, ReadOnlyMemory<byte> content, string contentType, string version, CancellationToken cancellationToken) =>
        throw new NotSupportedException("reports are never replaced by version");

    public Task<ObjectInfo?> TryGetInfoAsync(string name, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task EnsureWritableAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private sealed class Writer(ReportStore store, string name) : ObjectWriter
    {
        private readonly MemoryStream _content = new();
        private readonly CountingStream _discarded = new();
        private bool _disposed;

        public override Stream Stream => store.Keep ? _content : _discarded;

        public override Task CommitAsync(CancellationToken cancellationToken)
        {
            store._objects[name] = _content.ToArray();
            store.Written += store.Keep ? _content.Length : _discarded.Length;
            store.Appeared.Add(name);
            return Task.CompletedTask;
        }

        public override ValueTask DisposeAsync()
        {
            if (!_disposed)
                store.OpenWriters--;
            _disposed = true;
            return ValueTask.CompletedTask;
        }
    }

    private bool Keep => keep;
}
