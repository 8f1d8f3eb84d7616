namespace Seedream.Core.Storage;

/// <summary>An object being written. See <see cref="IObjectStore.CreateWriterAsync"/>.</summary>
public abstract class ObjectWriter : IAsyncDisposable
{
    /// <summary>Where the bytes go.</summary>
    public abstract Stream Stream { get; }

    /// <summary>Makes the object visible under its name, durably, replacing what was there.</summary>
    public abstract Task CommitAsync(CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();
}
