using System.Buffers;
using Seedream.Core.Storage;

namespace Seedream.Core.Reporting;

/// <summary><c>results.jsonl</c>: one <see cref="ResultRecord"/> a line.</summary>
internal sealed class ResultsJsonl : IAsyncDisposable
{
    private const int FlushAt = 64 * 1024;

    private readonly ObjectWriter _target;
    private readonly ArrayBufferWriter<byte> _buffer = new(2 * FlushAt);

    private ResultsJsonl(ObjectWriter target) => _target = target;

    public static async Task<ResultsJsonl> CreateAsync(IObjectStore store, string name, CancellationToken cancellationToken) =>
        new(await store.CreateWriterAsync(name, "application/jsonl; charset=utf-8", cancellationToken));

    public async Task AddAsync(ResultRecord record, CancellationToken cancellationToken)
    {
        ReportingJson.Write(_buffer, record, ReportingJson.Default.ResultRecord, ReportingJson.Line);
        _buffer.Write("\n"u8);
        if (_buffer.WrittenCount >= FlushAt)
            await FlushAsync(cancellationToken);
    }

    public async Task CommitAsync(CancellationToken cancellationToken)
    {
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
