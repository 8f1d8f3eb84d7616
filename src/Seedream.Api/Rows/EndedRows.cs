using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Seedream.Core.Reporting;
using Seedream.Core.Storage;

namespace Seedream.Api.Rows;

/// <summary>Rows of a batch that has ended, from its <c>results.jsonl</c>: a page costs what it shows, wherever it stands in the file.</summary>
internal sealed class EndedRows(IObjectStore images)
{
    private const int MostLookedAt = 20_000;
    private static readonly StreamPipeReaderOptions Reading = new(bufferSize: 64 * 1024);

    public async Task<RowPage> ReadAsync(string batch, long version, RowPlace from, RowFilter filter, int limit, CancellationToken cancellationToken)
    {
        // An offset into another writing of the file is no offset; the row still is.
        long offset = from.Version == version ? from.Offset : 0;
        await using Stream? stream = await images.OpenReadAsync(StateLayout.Images(batch) + ReportNames.ResultsJsonl, offset, cancellationToken);
        if (stream is null)
            return new RowPage([], 0, null);
        PipeReader lines = PipeReader.Create(stream, Reading);
        List<RowDocument> rows = [];
        int lookedAt = 0;
        while (await ReadLineAsync(lines, cancellationToken) is { } line)
        {
            ResultRecord record = JsonSerializer.Deserialize(line, ReportingJson.Default.ResultRecord)!;
            if (record.Row >= from.Row)
            {
                if (rows.Count == limit || lookedAt == MostLookedAt)
                    return new RowPage(rows, lookedAt, new RowPlace(record.Row, offset, version));
                lookedAt++;
                if (filter.Wants(record.Outcome) && filter.Finds(record))
                    rows.Add(RowDocument.From(record, hasOutcome: true));
            }

            offset += line.Length + 1;
        }

        return new RowPage(rows, lookedAt, null);
    }

    private static async ValueTask<byte[]?> ReadLineAsync(PipeReader lines, CancellationToken cancellationToken)
    {
        while (true)
        {
            ReadResult read = await lines.ReadAsync(cancellationToken);
            ReadOnlySequence<byte> buffer = read.Buffer;
            if (buffer.PositionOf((byte)'\n') is { } end)
            {
                byte[] line = buffer.Slice(0, end).ToArray();
                lines.AdvanceTo(buffer.GetPosition(1, end));
                return line;
            }

            lines.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted)
                return null;
        }
    }
}
