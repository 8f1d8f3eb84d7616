using System.Buffers;
using Seedream.Core.Storage;

namespace Seedream.Core.Reporting.Gallery;

/// <summary>One page of the gallery being written.</summary>
internal sealed class GalleryPageWriter : IAsyncDisposable
{
    private const int FlushAt = 64 * 1024;

    private readonly ObjectWriter _target;
    private readonly ArrayBufferWriter<byte> _buffer = new(2 * FlushAt);

    private GalleryPageWriter(ObjectWriter target, string title)
    {
        _target = target;
        _buffer.Write(GalleryTemplate.Start(title));
    }

    public int Rows { get; private set; }

    public static async Task<GalleryPageWriter> CreateAsync(IObjectStore store, string name, string title, CancellationToken cancellationToken) =>
        new(await store.CreateWriterAsync(name, "text/html; charset=utf-8", cancellationToken), title);

    public async Task AddAsync(ResultRecord record, CancellationToken cancellationToken)
    {
        _buffer.Write(Rows++ == 0 ? "[\n"u8 : ",\n"u8);
        ReportingJson.Write(_buffer, record, ReportingJson.Default.ResultRecord, ReportingJson.InHtml);
        if (_buffer.WrittenCount >= FlushAt)
            await FlushAsync(cancellationToken);
    }

    public async Task CommitAsync(GalleryPage page, CancellationToken cancellationToken)
    {
        _buffer.Write(Rows == 0 ? "[]"u8 : "\n]"u8);
        _buffer.Write(GalleryTemplate.BetweenRowsAndPage);
        ReportingJson.Write(_buffer, page, ReportingJson.Default.GalleryPage, ReportingJson.InHtml);
        _buffer.Write(GalleryTemplate.End);
        await FlushAsync(cancellationToken);
        await _target.CommitAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _target.DisposeAsync();

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        await _target.Stream.WriteAsync(_buffer.WrittenMemory, cancellationToken);
        _buffer.ResetWrittenCount();
    }
}
