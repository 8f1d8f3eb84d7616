namespace Seedream.Core.Batches;

/// <summary>
/// A stream that may have to be read twice: a <c>failed.csv</c> is looked through before it is checked. One that cannot go back
/// is kept in a temporary file, and only if its beginning looks like one.
/// </summary>
internal sealed class RereadableFile : IAsyncDisposable
{
    private const int Peeked = 64 * 1024;
    private readonly Stream? _own;

    private RereadableFile(Stream content, bool isWhole, Stream? own) => (Content, IsWhole, _own) = (content, isWhole, own);

    public Stream Content { get; }

    /// <summary>It can be read to its end and then again.</summary>
    public bool IsWhole { get; }

    public static async Task<RereadableFile> OpenAsync(Stream content, CancellationToken cancellationToken)
    {
        if (content.CanSeek)
            return new RereadableFile(content, isWhole: true, own: null);
        byte[] start = new byte[Peeked];
        int length = await content.ReadAtLeastAsync(start, Peeked, throwOnEndOfStream: false, cancellationToken);
        if (!MayBeReport(start.AsSpan(0, length)))
            return new RereadableFile(new PrefixedStream(start.AsMemory(0, length), content), isWhole: false, own: null);
        FileStream kept = new(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, bufferSize: 64 * 1024, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        try
        {
            await kept.WriteAsync(start.AsMemory(0, length), cancellationToken);
            await content.CopyToAsync(kept, cancellationToken);
            kept.Position = 0;
            return new RereadableFile(kept, isWhole: true, kept);
        }
        catch
        {
            await kept.DisposeAsync();
            throw;
        }
    }

    public void Rewind()
    {
        if (IsWhole)
            Content.Position = 0;
    }

    public ValueTask DisposeAsync() => _own?.DisposeAsync() ?? default;

    // In any encoding: saved as UTF-16 every other byte is zero.
    private static bool MayBeReport(ReadOnlySpan<byte> start) => start.IndexOf("request_id"u8) >= 0 || start.IndexOf("r\0e\0q\0u\0e\0s\0t\0_\0i\0d"u8) >= 0;
}
