namespace Seedream.Api.Requests;

/// <summary>A prompt file on its way in: known by name and options, its content still to be read, once.</summary>
internal sealed class Upload(string fileName, UploadOptions options, Stream content, Func<CancellationToken, Task> finishAsync)
{
    public string FileName { get; } = fileName;

    public UploadOptions Options { get; } = options;

    public Stream Content { get; } = content;

    /// <summary>To be called when the content was read: makes sure that nothing comes after it.</summary>
    public Task FinishAsync(CancellationToken cancellationToken) => finishAsync(cancellationToken);
}
