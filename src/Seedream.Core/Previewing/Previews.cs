using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Seedream.Core.Storage;

namespace Seedream.Core.Previewing;

/// <summary>
/// The previews of images, beside the pipeline's state. Made when first looked at, not while collecting, where every storage
/// request of a job counts; then kept until the batch is purged. An image is decoded once at a time, and as many at once as
/// half of the processors.
/// </summary>
public sealed partial class Previews : IDisposable
{
    /// <summary>An image of at most so many bytes is its own preview.</summary>
    public const long SmallEnough = 100 * 1024;

    private const int MostRemembered = 10_000;

    private readonly IObjectStore _state;
    private readonly IObjectStore _images;
    private readonly ILogger<Previews> _logger;
    private readonly SemaphoreSlim _working = new(Math.Max(1, Environment.ProcessorCount / 2));
    private readonly ConcurrentDictionary<string, Lazy<Task<byte[]?>>> _underWay = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _without = new(StringComparer.Ordinal);

    public Previews(PipelineStorage storage, ILogger<Previews> logger)
    {
        ArgumentNullException.ThrowIfNull(storage);
        _state = storage.State;
        _images = storage.Images;
        _logger = logger;
    }

    /// <summary>The preview that was made of this version of an image; null if none was.</summary>
    public async Task<ReadOnlyMemory<byte>?> FindAsync(string batch, string name, string version, CancellationToken cancellationToken) =>
        // The cast matters: null converts to an empty memory too.
        await _state.TryReadAsync(StateLayout.Preview(batch, name, version), cancellationToken) is { } stored ? stored.Content : (ReadOnlyMemory<byte>?)null;

    /// <summary>The preview of an image, made if there is none; null when the image cannot be decoded.</summary>
    /// <param name="batch">Its batch or single job.</param>
    /// <param name="name">Its file name.</param>
    /// <param name="version">What changes when its content does: letters and digits.</param>
    /// <param name="cancellationToken">Ends the waiting; the work goes on for whoever asks next.</param>
    public async Task<ReadOnlyMemory<byte>?> GetAsync(string batch, string name, string version, CancellationToken cancellationToken)
    {
        string preview = StateLayout.Preview(batch, name, version);
        if (_without.ContainsKey(preview))
            return null;
        if (await FindAsync(batch, name, version, cancellationToken) is { } found)
            return found;
        Lazy<Task<byte[]?>> making = _underWay.GetOrAdd(preview, _ => new(() => Task.Run(() => MakeAsync(StateLayout.Images(batch) + name, preview), CancellationToken.None)));
        return await making.Value.WaitAsync(cancellationToken) is { } made ? made : (ReadOnlyMemory<byte>?)null;
    }

    public void Dispose() => _working.Dispose();

    private async Task<byte[]?> MakeAsync(string image, string preview)
    {
        await _working.WaitAsync();
        try
        {
            await using Stream? content = await _images.OpenReadAsync(image, 0, CancellationToken.None);
            byte[]? made = content is null ? null : await PreviewImage.TryMakeAsync(content, CancellationToken.None);
            if (made is not null)
                await TryKeepAsync(preview, made);
            else if (_without.Count < MostRemembered)
                _without[preview] = 0;
            return made;
        }
        finally
        {
            _working.Release();
            _underWay.TryRemove(preview, out _);
        }
    }

    // A preview that cannot be kept can still be shown.
    private async Task TryKeepAsync(string preview, byte[] made)
    {
        try
        {
            await _state.PutAsync(preview, made, "image/jpeg", CancellationToken.None);
        }
        catch (Exception exception) when (exception is StorageUnusableException or IOException)
        {
            LogNotKept(exception.Message);
        }
    }

    [LoggerMessage(4301, LogLevel.Information, "A preview could not be kept: {Reason}")]
    private partial void LogNotKept(string reason);
}
