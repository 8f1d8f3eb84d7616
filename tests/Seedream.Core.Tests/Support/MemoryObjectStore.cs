using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using Seedream.Core.Storage;

namespace Seedream.Core.Tests.Support;

/// <summary>The storage port in memory, with its real rules: versions, names, nothing visible before commit.</summary>
public sealed class MemoryObjectStore(TimeProvider? time = null) : IObjectStore
{
    private readonly ConcurrentDictionary<string, Entry> _objects = new(StringComparer.Ordinal);
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private long _version;
    private int _openWriters;

    /// <summary>Names in ordinal order.</summary>
    public IReadOnlyList<string> Names => [.. _objects.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Writers that were opened and neither committed nor disposed.</summary>
    public int OpenWriters => Volatile.Read(ref _openWriters);

    /// <summary>Raised by <see cref="EnsureWritableAsync"/> and every write when set.</summary>
    public StorageUnusableException? Unusable { get; set; }

    public byte[] Content(string name) => _objects[name].Content;

    public string ContentType(string name) => _objects[name].ContentType;

    public Task<string?> TryCreateAsync(string name, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken)
    {
        Entry entry = NewEntry(name, content, contentType, cancellationToken);
        return Task.FromResult(_objects.TryAdd(name, entry) ? entry.Version : null);
    }

    public Task<string?> TryReplaceAsync(string name, ReadOnlyMemory<byte> content, string contentType, string version, CancellationToken cancellationToken)
    {
        Entry entry = NewEntry(name, content, contentType, cancellationToken);
        bool replaced = _objects.TryGetValue(name, out Entry? current) && current.Version == version && _objects.TryUpdate(name, entry, current);
        return Task.FromResult(replaced ? entry.Version : null);
    }

    public Task PutAsync(string name, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken)
    {
        _objects[name] = NewEntry(name, content, contentType, cancellationToken);
        return Task.CompletedTask;
    }

    public Task<StoredObject?> TryReadAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult(Find(name, cancellationToken) is { } entry ? new StoredObject(entry.Content, entry.Version) : null);

    public Task<Stream?> OpenReadAsync(string name, long offset, CancellationToken cancellationToken)
    {
        if (Find(name, cancellationToken) is not { } entry)
            return Task.FromResult<Stream?>(null);
        return Task.FromResult<Stream?>(new MemoryStream(entry.Content, writable: false) { Position = Math.Min(offset, entry.Content.Length) });
    }

    public Task<ObjectInfo?> TryGetInfoAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult(Find(name, cancellationToken) is { } entry ? Info(name, entry) : null);

    public Task<ObjectWriter> CreateWriterAsync(string name, string contentType, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectName.Check(name);
        Interlocked.Increment(ref _openWriters);
        return Task.FromResult<ObjectWriter>(new Writer(this, name, contentType));
    }

    public async IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (string name in Names)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (name.StartsWith(prefix, StringComparison.Ordinal) && _objects.TryGetValue(name, out Entry? entry))
                yield return Info(name, entry);
            await Task.CompletedTask;
        }
    }

    public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken)
    {
        Find(name, cancellationToken);
        return Task.FromResult(_objects.TryRemove(name, out _));
    }

    public Task EnsureWritableAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Unusable is null ? Task.CompletedTask : throw Unusable;
    }

    private static ObjectInfo Info(string name, Entry entry) => new(name, entry.Content.Length, entry.LastModified, entry.Version, entry.ContentType);

    private Entry? Find(string name, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectName.Check(name);
        return _objects.GetValueOrDefault(name);
    }

    private Entry NewEntry(string name, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectName.Check(name);
        if (Unusable is not null)
            throw Unusable;
        string version = Interlocked.Increment(ref _version).ToString(CultureInfo.InvariantCulture);
        return new Entry(content.ToArray(), contentType, version, _time.GetUtcNow());
    }

    private sealed record Entry(byte[] Content, string ContentType, string Version, DateTimeOffset LastModified);

    private sealed class Writer(MemoryObjectStore store, string name, string contentType) : ObjectWriter
    {
        private readonly MemoryStream _stream = new();
        private bool _closed;

        public override Stream Stream => _stream;

        public override async Task CommitAsync(CancellationToken cancellationToken)
        {
            await store.PutAsync(name, _stream.ToArray(), contentType, cancellationToken);
            Close();
        }

        public override ValueTask DisposeAsync()
        {
            Close();
            return ValueTask.CompletedTask;
        }

        private void Close()
        {
            if (_closed)
                return;
            _closed = true;
            Interlocked.Decrement(ref store._openWriters);
        }
    }
}
