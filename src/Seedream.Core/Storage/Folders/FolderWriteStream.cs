namespace Seedream.Core.Storage.Folders;

/// <summary>
/// Where the bytes of an object go. Disposing it only ends the writing, so that a <see cref="StreamWriter"/> may own it before
/// the commit; a full disk is told as what it is.
/// </summary>
internal sealed class FolderWriteStream(FileStream file, string folder) : Stream
{
    private bool _ended;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => !_ended;

    public override long Length => file.Length;

    public override long Position
    {
        get => file.Position;
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        await FolderFault.ExplainedAsync(folder, () => file.WriteAsync(buffer, cancellationToken).AsTask());
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        try
        {
            file.Write(buffer);
        }
        catch (Exception exception) when (FolderFault.Explain(exception, folder) is not null)
        {
            throw FolderFault.Explain(exception, folder)!;
        }
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        await FolderFault.ExplainedAsync(folder, () => file.FlushAsync(cancellationToken));
    }

    public override void Flush()
    {
        FolderFault.Explained(folder, () =>
        {
            file.Flush();
            return true;
        });
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _ended = true;
        base.Dispose(disposing);
    }
}
