using System.Globalization;
using System.Runtime.CompilerServices;
using Seedream.Core.Storage;

namespace Seedream.Fuzz.Storage;

/// <summary>The storage port in memory for one case after another: what a case wrote is forgotten before the next.</summary>
internal sealed class CaseStore : IObjectStore
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, Entry> _objects = new(StringComparer.Ordinal);
    private Dictionary<string, Entry> _kept = [];
    private long _version;
    private bool _isDirty;

    public IReadOnlyDictionary<string, Entry> Objects => _objects;

    /// <summary>What is there now is there again at the start of every case.</summary>
    public void Keep() => _kept = new Dictionary<string, Entry>(_objects, StringComparer.Ordinal);

    public void Reset()
    {
        if (!_isDirty)
            return;
        _objects.Clear();
        foreach ((string name, Entry entry) in _kept)
            _objects.Add(name, entry);
        _version = 1000;
        _isDirty = false;
    }

    public Task<string?> TryCreateAsync(string name, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken) =>
        Write(name, content, contentType, current => current is null);

    public Task<string?> TryReplaceAsync(string name, ReadOnlyMemory<byte> content, string contentType, string version, CancellationToken cancellationToken) =>
        Write(name, content, contentType, current => current?.Version == version);

    public Task PutAsync(string name, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken) =>
        Write(name, content, contentType, _ => true);

    public Task<StoredObject?> TryReadAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult(Find(name) is { } entry ? new StoredObject(entry.Content, entry.Version) : null);

    public Task<Stream?> OpenReadAsync(string name, long offset, CancellationToken cancellationToken) =>
        Task.FromResult<Stream?>(Find(name) is { } entry ? new MemoryStream(entry.Content, writable: false) { Position = Math.Min(offset, entry.Content.Length) } : null);

    public Task<ObjectInfo?> TryGetInfoAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult(Find(name) is { } entry ? Info(name, entry) : null);

    public Task<ObjectWriter> CreateWriterAsync(string name, string contentType, CancellationToken cancellationToken)
    {
        ObjectName.Check(name);
        return Task.FromResult<ObjectWriter>(new Writer(this, name, contentType));
    }

    public async IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ObjectName.CheckPrefix(prefix);
        ObjectInfo[] found;
        lock (_lock)
            found = [.. _objects.Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(entry => Info(entry.Key, entry.Value))];
        foreach (ObjectInfo info in found)
            yield return info;
        await Task.CompletedTask;
    }

    public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken)
    {
        ObjectName.Check(name);
        lock (_lock)
        {
            _isDirty = true;
            return Task.FromResult(_objects.Remove(name));
        }
    }

    public Task EnsureWritableAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static ObjectInfo Info(string name, Entry entry) => new(name, entry.Content.Length, DateTimeOffset.UnixEpoch.AddYears(56), entry.Version, entry.ContentType);

    private Entry? Find(string name)
    {
        ObjectName.Check(name);
        lock (_lock)
            return _objects.GetValueOrDefault(name);
    }

    private Task<string?> Write(string name, ReadOnlyMemory<byte> content, string contentType, Func<Entry?, bool> condition)
    {
        ObjectName.Check(name);
        lock (_lock)
        {
            if (!condition(_objects.GetValueOrDefault(name)))
                return Task.FromResult<string?>(null);
            _isDirty = true;
            string version = (++_version).ToString(CultureInfo.InvariantCulture);
            _objects[name] = new Entry(content.ToArray(), contentType, version);
            return Task.FromResult<string?>(version);
        }
    }

    internal sealed record Entry(byte[] Content, string ContentType, string Version);

    private sealed class Writer(CaseStore store, string name, string contentType) : ObjectWriter
    {
        private readonly MemoryStream _stream = new();

        public override Stream Stream => _stream;

        public override Task CommitAsync(CancellationToken cancellationToken) => store.PutAsync(name, _stream.ToArray(), contentType, cancellationToken);

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
