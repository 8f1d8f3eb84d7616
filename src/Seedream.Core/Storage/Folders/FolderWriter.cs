namespace Seedream.Core.Storage.Folders;

/// <summary>A file that becomes visible when it is whole.</summary>
internal sealed class FolderWriter(FolderStore store, string name, FileStream file, string path) : ObjectWriter
{
    private readonly FolderWriteStream stream = new(file, store.Root);
    private bool committed;

    public override Stream Stream => stream;

    public override async Task CommitAsync(CancellationToken cancellationToken)
    {
        if (committed)
            throw new InvalidOperationException($"'{name}' is committed already.");
        await stream.FlushAsync(cancellationToken);
        await store.PublishAsync(name, file, path, cancellationToken);
        committed = true;
    }

    public override async ValueTask DisposeAsync()
    {
        stream.Close();
        if (committed)
            return;
        committed = true;
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
