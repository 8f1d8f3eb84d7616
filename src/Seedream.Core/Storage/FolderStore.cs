using System.Collections.Concurrent;
using Microsoft.Win32.SafeHandles;
using Seedream.Core.Storage.Folders;

namespace Seedream.Core.Storage;

/// <summary>
/// A container as a folder: an object is a file. Safe between threads and between processes on one file system; a power failure
/// at any point leaves the old object or the new one. How: a file is written and flushed under <c>.seedream/</c> (or <c>.seedream2/</c>), then linked
/// or renamed into place, then the directory is flushed; compare-and-rename runs under a lock file. Content types follow from
/// the extension (<see cref="ContentTypes"/>). Deleting leaves empty directories.
/// </summary>
public sealed class FolderStore : IObjectStore
{
    // Whoever copies images hands over larger pieces, which pass it by.
    private const int WriterBuffer = 32 << 10;
    private const int MaxRemembered = 20_000;

    private readonly FolderPaths _paths;
    private readonly FolderStoreOptions _options;
    private readonly OlderReleaseGuard? _guard;
    private readonly UnfinishedFiles _unfinished;
    private readonly Publication _publication;
    private readonly GrowingFiles _growing;
    private readonly DirectoryFlush _directories = new();
    private readonly FileSystemFlush _everything;
    private readonly WritableCheck _writable;

    // Growing files whose directory entry this process has made durable. A process that finds one cannot know whether its
    // maker lived to do so.
    private readonly ConcurrentDictionary<string, bool> _entered = new(StringComparer.Ordinal);

    /// <summary>Opens the folder, created if missing. Raises <see cref="StorageUnusableException"/> when that fails.</summary>
    public FolderStore(string folder, FolderStoreOptions? options = null)
    {
        _options = options ?? new FolderStoreOptions();
        Root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        _paths = new FolderPaths(Root);
        string reserved = _options.ShutsOutOlderReleases ? ObjectName.Reserved2 : ObjectName.Reserved;
        _guard = _options.ShutsOutOlderReleases ? new OlderReleaseGuard(Root) : null;
        _unfinished = new UnfinishedFiles(_paths, reserved);
        var locks = new StripedLocks(Path.Combine(Root, reserved, "locks"));
        _publication = new Publication(_paths, locks);
        _growing = new GrowingFiles(locks, _unfinished);
        _everything = new FileSystemFlush(Root);
        var probe = new WritableProbe(_paths, _unfinished, _guard, _options.MinimumFreeBytes);
        _writable = new WritableCheck(probe.AskAsync, _options.ProbeLifetime, _options.Time);
        Open();
    }

    /// <summary>The full path of the folder.</summary>
    public string Root { get; }

    public async Task<string?> TryCreateAsync(string name, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken)
    {
        string path = _paths.ForWriting(name);
        if (!_options.Grows(name))
        {
            string? created = await OnLane(() => File.Exists(path) ? null : Write(name, content, file => _publication.TryCreate(file, name, path)), cancellationToken);
            return await Durably(name, path, created);
        }

        string? version = await OnLane(() => _paths.InDirectoryOf(path, () => _growing.TryCreate(name, path, content, IsFlushedNow(name), _options.EmptyCounts(name))), cancellationToken);
        return await Entered(name, path, version);
    }

    public async Task<string?> TryReplaceAsync(string name, ReadOnlyMemory<byte> content, string contentType, string version, CancellationToken cancellationToken)
    {
        string path = _paths.ForWriting(name);
        if (!_options.Grows(name))
        {
            string? next = await OnLane(() => !File.Exists(path) ? null : Write(name, content, file => _publication.TryReplace(file, name, path, version)), cancellationToken);
            return await Durably(name, path, next);
        }

        string? grown = await OnLane(() => _growing.TryReplace(name, path, content, version, IsFlushedNow(name), _options.EmptyCounts(name)), cancellationToken);
        return _entered.TryRemove(name, out _) ? grown : await Durably(name, path, grown);
    }

    public async Task PutAsync(string name, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken)
    {
        string path = _paths.ForWriting(name);
        string? version = await OnLane(
            () => _options.Grows(name)
                ? _paths.InDirectoryOf(path, () => _growing.Put(name, path, content, IsFlushedNow(name)))
                : Write(name, content, file => _publication.Replace(file, name, path)),
            cancellationToken);
        await Durably(name, path, version);
    }

    public Task<StoredObject?> TryReadAsync(string name, CancellationToken cancellationToken) =>
        _paths.ForReading(name) is { } path
            ? Task.Run(() => _options.Grows(name) ? _growing.TryRead(name, path, _options.EmptyCounts(name)) : WholeFile.TryRead(path), cancellationToken)
            : Task.FromResult<StoredObject?>(null);

    public Task<Stream?> OpenReadAsync(string name, long offset, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        cancellationToken.ThrowIfCancellationRequested();
        if (_options.Grows(name))
            return OpenGrown(name, offset);
        if (_paths.ForReading(name) is not { } path || WholeFile.TryOpen(path, FileOptions.Asynchronous) is not { } file)
            return Task.FromResult<Stream?>(null);
        return Task.FromResult<Stream?>(new FileStream(file, FileAccess.Read, bufferSize: 0, isAsync: true) { Position = offset });
    }

    public Task<ObjectInfo?> TryGetInfoAsync(string name, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectInfo? info = null;
        if (_paths.ForReading(name) is { } path && new FileInfo(path) is { Exists: true } file && IsObject(name, file.Length))
            info = new ObjectInfo(name, file.Length, new DateTimeOffset(file.LastWriteTimeUtc), Version: null, ContentTypes.For(name));
        return Task.FromResult(info);
    }

    public Task<ObjectWriter> CreateWriterAsync(string name, string contentType, CancellationToken cancellationToken)
    {
        _paths.ForWriting(name);
        return OnLane<ObjectWriter>(() =>
        {
            SafeFileHandle file = _unfinished.Create(FileOptions.Asynchronous, out string path);
            return new FolderWriter(this, name, new FileStream(file, FileAccess.Write, WriterBuffer, isAsync: true), path);
        }, cancellationToken);
    }

    public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellationToken)
    {
        ObjectName.CheckPrefix(prefix);
        IAsyncEnumerable<ObjectInfo> files = FolderListing.ListAsync(_paths, prefix, cancellationToken);
        return files.Where(file => IsObject(file.Name, file.Length));
    }

    public async Task<bool> DeleteAsync(string name, CancellationToken cancellationToken)
    {
        if (_paths.ForReading(name) is not { } path)
            return false;
        bool deleted = await OnLane(() => File.Exists(path) && _publication.Delete(name, path), cancellationToken);
        if (deleted)
            await FlushDirectory(path);
        return deleted;
    }

    /// <inheritdoc />
    public Task FlushAsync(CancellationToken cancellationToken) =>
        FileSystemFlush.IsReliable ? FolderFault.ExplainedAsync(Root, _everything.FlushAsync) : Task.CompletedTask;

    public Task EnsureWritableAsync(CancellationToken cancellationToken) => _writable.EnsureAsync(cancellationToken);

    /// <summary>Makes a finished file visible, and takes it over.</summary>
    internal async Task PublishAsync(string name, FileStream file, string path, CancellationToken cancellationToken)
    {
        string target = _paths.ForWriting(name);
        await WorkLanes.Bulk.RunAsync(() => Explained(() =>
        {
            file.Flush(flushToDisk: IsFlushedNow(name));
            file.Dispose();
            return _publication.Replace(path, name, target);
        }), cancellationToken);
        await Durably(name, target, "");
    }

    private void Open()
    {
        try
        {
            DirectoryCreation.CreateDurably(Root);
            _unfinished.RemoveLeftovers();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FolderFault.Explain(exception, Root)
                ?? new StorageUnusableException($"The folder '{Root}' cannot be opened: {exception.Message}", exception);
        }
    }

    private string? Write(string name, ReadOnlyMemory<byte> content, Func<string, bool> publish)
    {
        string? path = null;
        try
        {
            string version;
            using (SafeFileHandle file = _unfinished.Create(FileOptions.None, out path))
            {
                RandomAccess.Write(file, content.Span, 0);
                FileVersion.Stamp(file);
                version = FileVersion.Of(content.Span, file);
                if (IsFlushedNow(name))
                    RandomAccess.FlushToDisk(file);
            }

            if (publish(path))
                return version;
            File.Delete(path);
            return null;
        }
        catch when (path is not null)
        {
            File.Delete(path);
            throw;
        }
    }

    private Task<T> OnLane<T>(Func<T> function, CancellationToken cancellationToken) =>
        WorkLanes.Small.RunAsync(
            () => Explained(() =>
            {
                _guard?.Place();
                return function();
            }),
            cancellationToken);

    private async Task<string?> Durably(string name, string path, string? version)
    {
        if (version is not null && IsFlushedNow(name))
            await FlushDirectory(path);
        return version;
    }

    private async Task<string?> Entered(string name, string path, string? version)
    {
        if (await Durably(name, path, version) is not null && IsFlushedNow(name) && _entered.Count < MaxRemembered)
            _entered[name] = true;
        return version;
    }

    // A growing file that its maker did not come to write is no object yet, unless that may hide what was one.
    private bool IsObject(string name, long length) => length > 0 || !_options.Grows(name) || _options.EmptyCounts(name);

    private bool IsFlushedNow(string name) =>
        !_options.MayBeLost(name) && !(FileSystemFlush.IsReliable && _options.FlushedLater(name));

    private Task<Stream?> OpenGrown(string name, long offset)
    {
        StoredObject? stored = _paths.ForReading(name) is { } path ? _growing.TryRead(name, path, _options.EmptyCounts(name)) : null;
        return Task.FromResult<Stream?>(stored is null ? null : new MemoryStream(stored.Content.ToArray(), writable: false) { Position = offset });
    }

    private Task FlushDirectory(string path) =>
        FolderFault.ExplainedAsync(Root, () => _directories.FlushAsync(Path.GetDirectoryName(path)!));

    private T Explained<T>(Func<T> function) => FolderFault.Explained(Root, function);
}
