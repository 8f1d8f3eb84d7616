using Seedream.Core.Storage;

namespace Seedream.Core.Tests.Submission;

/// <summary>
/// A store between the code and the real one that can be slow, fail before the write, or carry out the write and lose the
/// answer; and that can die, as seen by a process that was killed: nothing it does has an effect any more.
/// </summary>
internal sealed class FaultyStore(IObjectStore inner) : IObjectStore
{
    /// <summary>Asked before each operation that changes something, by name; default: all is well.</summary>
    public Func<string, StoreFault> Fault { get; set; } = _ => StoreFault.None;

    /// <summary>Awaited before each operation; default: nothing.</summary>
    public Func<Task> Pause { get; set; } = () => Task.CompletedTask;

    public int Writes { get; private set; }

    public async Task<string?> TryCreateAsync(string name, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken) =>
        await WriteAsync(name, () => inner.TryCreateAsync(name, content, contentType, cancellationToken));

    public async Task<string?> TryReplaceAsync(string name, ReadOnlyMemory<byte> content, string contentType, string version, CancellationToken cancellationToken) =>
        await WriteAsync(name, () => inner.TryReplaceAsync(name, content, contentType, version, cancellationToken));

    public async Task PutAsync(string name, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken) =>
        await WriteAsync<bool>(name, async () =>
        {
            await inner.PutAsync(name, content, contentType, cancellationToken);
            return true;
        });

    public async Task<StoredObject?> TryReadAsync(string name, CancellationToken cancellationToken)
    {
        await Pause();
        return await inner.TryReadAsync(name, cancellationToken);
    }

    public Task<Stream?> OpenReadAsync(string name, long offset, CancellationToken cancellationToken) => inner.OpenReadAsync(name, offset, cancellationToken);

    public Task<ObjectInfo?> TryGetInfoAsync(string name, CancellationToken cancellationToken) => inner.TryGetInfoAsync(name, cancellationToken);

    public async Task<ObjectWriter> CreateWriterAsync(string name, string contentType, CancellationToken cancellationToken) =>
        await WriteAsync(name, () => inner.CreateWriterAsync(name, contentType, cancellationToken));

    public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellationToken) => inner.ListAsync(prefix, cancellationToken);

    public async Task<bool> DeleteAsync(string name, CancellationToken cancellationToken) =>
        await WriteAsync(name, () => inner.DeleteAsync(name, cancellationToken));

    public async Task EnsureWritableAsync(CancellationToken cancellationToken)
    {
        await Pause();
        if (Fault("") is not StoreFault.None)
            throw new StorageUnusableException("the disk is read-only");
        await inner.EnsureWritableAsync(cancellationToken);
    }

    private async Task<T> WriteAsync<T>(string name, Func<Task<T>> write)
    {
        await Pause();
        StoreFault fault = Fault(name);
        if (fault == StoreFault.Before)
            throw new StorageUnusableException("the disk is read-only");
        Writes++;
        T written = await write();
        return fault == StoreFault.After ? throw new IOException("the answer was lost") : written;
    }
}
