using Seedream.Api.Requests;
using Seedream.Core.Storage;

namespace Seedream.Api.Batches;

/// <summary>
/// Where an upload rests while it is read twice, once to identify it and once to plan it: the state container. A body that
/// breaks off leaves nothing; what was read is deleted when it was planned.
/// </summary>
public sealed class UploadStore
{
    private readonly IObjectStore _state;

    public UploadStore(PipelineStorage storage)
    {
        ArgumentNullException.ThrowIfNull(storage);
        _state = storage.State;
    }

    /// <summary>Streams the upload into storage and returns the name it rests under.</summary>
    internal async Task<string> KeepAsync(Upload upload, CancellationToken cancellationToken)
    {
        string name = $"{StateLayout.Uploads}{Guid.NewGuid():n}";
        await using ObjectWriter writer = await _state.CreateWriterAsync(name, ContentTypes.Unknown, cancellationToken);
        await upload.Content.CopyToAsync(writer.Stream, cancellationToken);
        await upload.FinishAsync(cancellationToken);
        await writer.CommitAsync(cancellationToken);
        return name;
    }

    internal async Task<Stream> OpenAsync(string name, CancellationToken cancellationToken) =>
        await _state.OpenReadAsync(name, 0, cancellationToken) ?? throw new IOException("the upload was deleted while it was read; send it again");

    internal Task DeleteAsync(string name) => _state.DeleteAsync(name, CancellationToken.None);
}
