namespace Seedream.Core.Storage;

/// <summary>
/// One container of named objects: the storage port. Names are relative, <c>/</c>-separated and checked by
/// <see cref="ObjectName"/>. An object is visible whole or not at all. Implemented by a folder and by Azure Blob Storage;
/// one set of contract tests runs against both. No object's name may be a folder of another's (<c>a</c> next to <c>a/b</c>): a
/// folder cannot hold both. Any operation may raise <see cref="StorageUnusableException"/> when storage is full, read-only,
/// out of reach or refuses access.
/// </summary>
public interface IObjectStore
{
    /// <summary>Creates the object, durably, if there is none of that name. The new version, or null if one exists.</summary>
    Task<string?> TryCreateAsync(string name, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken);

    /// <summary>Replaces the object, durably, if it still has this version. The new version, or null if it changed or is gone.</summary>
    Task<string?> TryReplaceAsync(string name, ReadOnlyMemory<byte> content, string contentType, string version, CancellationToken cancellationToken);

    /// <summary>Writes the object, durably, whatever was there.</summary>
    Task PutAsync(string name, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken);

    /// <summary>Reads a small object whole; null if there is none.</summary>
    Task<StoredObject?> TryReadAsync(string name, CancellationToken cancellationToken);

    /// <summary>Opens an object for streaming, at an offset for range requests; null if there is none. The stream is seekable where the store allows it.</summary>
    Task<Stream?> OpenReadAsync(string name, long offset, CancellationToken cancellationToken);

    /// <summary>What is known of an object without reading it; null if there is none.</summary>
    Task<ObjectInfo?> TryGetInfoAsync(string name, CancellationToken cancellationToken);

    /// <summary>
    /// Starts writing an object of unknown length in constant memory. Nothing is visible under the name until
    /// <see cref="ObjectWriter.CommitAsync"/>; disposing without it leaves no trace.
    /// </summary>
    Task<ObjectWriter> CreateWriterAsync(string name, string contentType, CancellationToken cancellationToken);

    /// <summary>Every object whose name starts with the prefix, in ordinal order of the names, streamed.</summary>
    IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>
    /// The same listing with the content of small objects (<see cref="ObjectInfo.Content"/>) as far as the store has it at hand
    /// without asking for each. Most stores have none.
    /// </summary>
    IAsyncEnumerable<ObjectInfo> ListWithContentAsync(string prefix, CancellationToken cancellationToken) => ListAsync(prefix, cancellationToken);

    /// <summary>Deletes the object. False if there was none.</summary>
    Task<bool> DeleteAsync(string name, CancellationToken cancellationToken);

    /// <summary>Makes durable what was written and is not yet, for stores that put that off. Most do not, and have nothing to do here.</summary>
    Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Proves that small objects can be written and survive (access, free space), before money depends on it.
    /// Raises <see cref="StorageUnusableException"/> when not. May answer from a few seconds' memory.
    /// </summary>
    Task EnsureWritableAsync(CancellationToken cancellationToken);
}
