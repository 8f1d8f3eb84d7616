using System.Buffers;
using Seedream.Core.Intake;
using Seedream.Core.Storage;

namespace Seedream.Core.Planning;

/// <summary>
/// Writes rows as plan segments. A segment of the usual size is put in one go, several at the same time, since a durable
/// write takes its time; one with very long rows is streamed, so that memory stays bounded whatever the rows.
/// </summary>
internal sealed class SegmentWriter(IObjectStore state, string batch) : IAsyncDisposable
{
    private const string ContentType = "application/x-ndjson";
    private const int StreamFrom = 2 * 1024 * 1024;
    private const int PutsAtOnce = 6;

    private readonly Queue<Task> puts = new();
    private readonly Stack<ArrayBufferWriter<byte>> spares = new();
    private readonly PlannedRowWriter lines = new();
    private ArrayBufferWriter<byte> buffer = new(256 * 1024);
    private ObjectWriter? streamed;
    private int segment;

    public async ValueTask AddAsync(PromptRow row, CancellationToken cancellationToken)
    {
        if (StateLayout.SegmentOf(row.Row) != segment)
            await FinishSegmentAsync(cancellationToken);
        segment = StateLayout.SegmentOf(row.Row);
        lines.Write(row, buffer);
        if (buffer.WrittenCount >= StreamFrom)
            await SpillAsync(cancellationToken);
    }

    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await FinishSegmentAsync(cancellationToken);
        while (puts.TryDequeue(out Task? put))
            await put;
    }

    public async ValueTask DisposeAsync()
    {
        lines.Dispose();
        if (streamed is not null)
            await streamed.DisposeAsync();
        // After a failure the other puts may still run; their errors would say the same.
        foreach (Task put in puts)
            await put.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task SpillAsync(CancellationToken cancellationToken)
    {
        streamed ??= await state.CreateWriterAsync(StateLayout.PlanSegment(batch, segment), ContentType, cancellationToken);
        await streamed.Stream.WriteAsync(buffer.WrittenMemory, cancellationToken);
        buffer.ResetWrittenCount();
    }

    private async Task FinishSegmentAsync(CancellationToken cancellationToken)
    {
        if (streamed is not null)
        {
            await SpillAsync(cancellationToken);
            await streamed.CommitAsync(cancellationToken);
            await streamed.DisposeAsync();
            streamed = null;
        }
        else if (buffer.WrittenCount > 0)
        {
            if (puts.Count >= PutsAtOnce)
                await puts.Dequeue();
            puts.Enqueue(PutAsync(StateLayout.PlanSegment(batch, segment), buffer, cancellationToken));
            buffer = TakeSpare();
        }
    }

    private async Task PutAsync(string name, ArrayBufferWriter<byte> content, CancellationToken cancellationToken)
    {
        await Task.Yield();
        await state.PutAsync(name, content.WrittenMemory, ContentType, cancellationToken);
        content.ResetWrittenCount();
        lock (spares)
            spares.Push(content);
    }

    private ArrayBufferWriter<byte> TakeSpare()
    {
        lock (spares)
            return spares.TryPop(out ArrayBufferWriter<byte>? spare) ? spare : new ArrayBufferWriter<byte>(256 * 1024);
    }
}
