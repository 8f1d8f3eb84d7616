using System.Buffers;
using Seedream.Core.Intake;
using Seedream.Core.Storage;

namespace Seedream.Core.Planning;

/// <summary>
/// Writes rows as plan segments. A segment of the usual size is put in one go, several at the same time, since a durable
/// write takes its time; one with very long rows is streamed, so that memory stays bounded whatever the rows.
/// </summary>
internal sealed class SegmentWriter(IObjectStore state, string batch, string folder) : IAsyncDisposable
{
    private const string ContentType = "application/x-ndjson";
    private const int StreamFrom = 2 * 1024 * 1024;
    private const int PutsAtOnce = 6;

    private readonly Queue<Task> _puts = new();
    private readonly Stack<ArrayBufferWriter<byte>> _spares = new();
    private readonly PlannedRowWriter _lines = new();
    private ArrayBufferWriter<byte> _buffer = new(256 * 1024);
    private ObjectWriter? _streamed;
    private int _segment;

    public async ValueTask AddAsync(PromptRow row, CancellationToken cancellationToken)
    {
        if (StateLayout.SegmentOf(row.Row) != _segment)
            await FinishSegmentAsync(cancellationToken);
        _segment = StateLayout.SegmentOf(row.Row);
        _lines.Write(row, _buffer);
        if (_buffer.WrittenCount >= StreamFrom)
            await SpillAsync(cancellationToken);
    }

    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await FinishSegmentAsync(cancellationToken);
        while (_puts.TryDequeue(out Task? put))
            await put;
    }

    public async ValueTask DisposeAsync()
    {
        _lines.Dispose();
        if (_streamed is not null)
            await _streamed.DisposeAsync();
        // After a failure the other puts may still run; their errors would say the same.
        foreach (Task put in _puts)
            await put.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task SpillAsync(CancellationToken cancellationToken)
    {
        _streamed ??= await state.CreateWriterAsync(StateLayout.PlanSegment(batch, folder, _segment), ContentType, cancellationToken);
        await _streamed.Stream.WriteAsync(_buffer.WrittenMemory, cancellationToken);
        _buffer.ResetWrittenCount();
    }

    private async Task FinishSegmentAsync(CancellationToken cancellationToken)
    {
        if (_streamed is not null)
        {
            await SpillAsync(cancellationToken);
            await _streamed.CommitAsync(cancellationToken);
            await _streamed.DisposeAsync();
            _streamed = null;
        }
        else if (_buffer.WrittenCount > 0)
        {
            if (_puts.Count >= PutsAtOnce)
                await _puts.Dequeue();
            _puts.Enqueue(PutAsync(StateLayout.PlanSegment(batch, folder, _segment), _buffer, cancellationToken));
            _buffer = TakeSpare();
        }
    }

    private async Task PutAsync(string name, ArrayBufferWriter<byte> content, CancellationToken cancellationToken)
    {
        await Task.Yield();
        await state.PutAsync(name, content.WrittenMemory, ContentType, cancellationToken);
        content.ResetWrittenCount();
        lock (_spares)
            _spares.Push(content);
    }

    private ArrayBufferWriter<byte> TakeSpare()
    {
        lock (_spares)
            return _spares.TryPop(out ArrayBufferWriter<byte>? spare) ? spare : new ArrayBufferWriter<byte>(256 * 1024);
    }
}
