using Microsoft.Win32.SafeHandles;
using Seedream.Core.Storage.Folders;

namespace Seedream.Core.Storage;

/// <summary>
/// A container as a folder: an object is a file. Safe between threads and between processes on one file system; a power failure
/// at any point leaves the old object or the new one. How: a file is written and flushed under <c>.seedream/</c>, then linked
/// or renamed into place, then the directory is flushed; compare-and-rename runs under a lock file. Content types follow from
/// the extension (<see cref="ContentTypes"/>). Deleting leaves empty directories.
/// </summary>
public sealed class FolderStore : IObjectStore
{
    private const int WriterBuffer = 128 << 10;

    private readonly FolderPaths paths;
    private readonly FolderStoreOptions options;
    private readonly UnfinishedFiles unfinished;
    private readonly Publication publication;
    private readonly DirectoryFlush directories = new();
    private readonly WritableCheck writable;

    /// <summary>Opens the folder, created if missing. Raises <see cref="StorageUnusableException"/> when that fails.</summary>
    public FolderStore(string folder, FolderStoreOptions? options = null)
    {
        this.options = options ?? new FolderStoreOptions();
        Root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        paths = new FolderPaths(Root);
        unfinished = new UnfinishedFiles(paths);
        publication = new Publication(paths, new StripedLocks(Path.Combine(Root, ObjectName.Reserved, "locks")));
        var probe = new WritableProbe(paths, unfinished, this.options.MinimumFreeBytes);
        writable = new WritableCheck(probe.AskAsync, this.options.ProbeLifetime, this.options.Time);
        Open();
    }

    /// <summary>The full path of the folder.</summary>
    public string Root { get; }

    public async Task<string?> TryCreateAsync(string name, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken)
    {
        string path = paths.ForWriting(name);
        string? version = await OnLane(() => File.Exists(path) ? null : Write(name, content, file => publication.TryCreate(file, name, path)), cancellationToken);
        return await Durably(name, path, version);
    }

    public async Task<string?> TryReplaceAsync(string name, ReadOnlyMemory<byte> content, string contentType, string version, CancellationToken cancellationToken)
    {
        string path = paths.ForWriting(name);
        string? next = await OnLane(() => !File.Exists(path) ? null : Write(name, content, file => publication.TryReplace(file, name, path, version)), cancellationToken);
        return await Durably(name, path, next);
    }

    public async Task PutAsync(string name, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken)
    {
        string path = paths.ForWriting(name);
        string? version = await OnLane(() => Write(name, content, file => publication.Replace(file, name, path)), cancellationToken);
        await Durably(name, path, version);
    }

    public Task<StoredObject?> TryReadAsync(string name, CancellationToken cancellationToken) =>
        paths.ForReading(name) is { } path ? Task.Run(() => WholeFile.TryRead(path), cancellationToken) : Task.FromResult<StoredObject?>(null);

    public Task<Stream?> OpenReadAsync(string name, long offset, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        cancellationToken.ThrowIfCancellationRequested();
        if (paths.ForReading(name) is not { } path || WholeFile.TryOpen(path, FileOptions.Asynchronous) is not { } file)
            return Task.FromResult<Stream?>(null);
        return Task.FromResult<Stream?>(new FileStream(file, FileAccess.Read, bufferSize: 0, isAsync: true) { Position = offset });
    }

    public Task<ObjectInfo?> TryGetInfoAsync(string name, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectInfo? info = null;
        if (paths.ForReading(name) is { } path && new FileInfo(path) is { Exists: true } file)
            info = new ObjectInfo(name, file.Length, new DateTimeOffset(file.LastWriteTimeUtc), Version: null, ContentTypes.For(name));
        return Task.FromResult(info);
    }

    public Task<ObjectWriter> CreateWriterAsync(string name, string contentType, CancellationToken cancellationToken)
    {
        paths.ForWriting(name);
        return OnLane<ObjectWriter>(() =>
        {
            SafeFileHandle file = unfinished.Create(FileOptions.Asynchronous, out string path);
            return new FolderWriter(this, name, new FileStream(file, FileAccess.Write, WriterBuffer, isAsync: true), path);
        }, cancellationToken);
    }

    public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellationToken)
    {
        ObjectName.CheckPrefix(prefix);
        return FolderListing.ListAsync(paths, prefix, cancellationToken);
    }

    public async Task<bool> DeleteAsync(string name, CancellationToken cancellationToken)
    {
        if (paths.ForReading(name) is not { } path)
            return false;
        bool deleted = await OnLane(() => File.Exists(path) && publication.Delete(name, path), cancellationToken);
        if (deleted)
            await FlushDirectory(path);
        return deleted;
    }

    public Task EnsureWritableAsync(CancellationToken cancellationToken) => writable.EnsureAsync(cancellationToken);

    /// <summary>Makes a finished file visible, and takes it over.</summary>
    internal async Task PublishAsync(string name, FileStream file, string path, CancellationToken cancellationToken)
    {
        string target = paths.ForWriting(name);
        await WorkLanes.Bulk.RunAsync(() => Explained(() =>
        {
            if (!options.MayBeLost(name))
                file.Flush(flushToDisk: true);
            file.Dispose();
            return publication.Replace(path, name, target);
        }), cancellationToken);
        await Durably(name, target, "");
    }

    private void Open()
    {
        try
        {
            DirectoryCreation.CreateDurably(Root);
            unfinished.RemoveLeftovers();
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
            using (SafeFileHandle file = unfinished.Create(FileOptions.None, out path))
            {
                RandomAccess.Write(file, content.Span, 0);
                FileVersion.Stamp(file);
                version = FileVersion.Of(content.Span, file);
                if (!options.MayBeLost(name))
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
        WorkLanes.Small.RunAsync(() => Explained(function), cancellationToken);

    private async Task<string?> Durably(string name, string path, string? version)
    {
        if (version is not null && !options.MayBeLost(name))
            await FlushDirectory(path);
        return version;
    }

    private Task FlushDirectory(string path) =>
        FolderFault.ExplainedAsync(Root, () => directories.FlushAsync(Path.GetDirectoryName(path)!));

    private T Explained<T>(Func<T> function) => FolderFault.Explained(Root, function);
}
