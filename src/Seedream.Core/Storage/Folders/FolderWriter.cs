namespace Seedream.Core.Storage.Folders;

/// <summary>A file that becomes visible when it is whole.</summary>
internal sealed class FolderWriter(FolderStore store, string name, FileStream file, string path) : ObjectWriter
{
    private readonly FolderWriteStream _stream = new(file, store.Root);
    private bool _committed;

    public override Stream Stream => _stream;

    public override async Task CommitAsync(CancellationToken cancellationToken)
    {
        if (_committed)
            throw new InvalidOperationException($"'{name}' is committed already.");
        await store.PublishAsync(name, file, path, cancellationToken);
        _committed = true;
    }

    public override async ValueTask DisposeAsync()
    {
        _stream.Close();
        if (_committed)
            return;
        _committed = true;
        try
        {
            await file.DisposeAsync();
        }
        catch (IOException)
        {
            // What could not be written is thrown away anyhow.
        }

        await WorkLanes.Bulk.RunAsync(() => File.Delete(path));
    }
}
