using System.Buffers;
using System.IO.Pipelines;

namespace Seedream.Api.Rows;

/// <summary>The lines of <c>results.jsonl</c>, one for each row, in order.</summary>
internal sealed class ResultLines(Stream file)
{
    private static readonly StreamPipeReaderOptions Reading = new(bufferSize: 64 * 1024);
    private readonly PipeReader _lines = PipeReader.Create(file, Reading);

    /// <summary>The next line without its end; null after the last.</summary>
    public async ValueTask<byte[]?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            ReadResult read = await _lines.ReadAsync(cancellationToken);
            ReadOnlySequence<byte> buffer = read.Buffer;
            if (buffer.PositionOf((byte)'\n') is { } end)
            {
                byte[] line = buffer.Slice(0, end).ToArray();
                _lines.AdvanceTo(buffer.GetPosition(1, end));
                return line;
            }

            _lines.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted)
                return null;
        }
    }
}
