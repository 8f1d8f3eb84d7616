using System.Text.Json;
using Seedream.Core.Reporting;
using Seedream.Core.Storage;

namespace Seedream.Api.Rows;

/// <summary>Rows of a batch that has ended, from its <c>results.jsonl</c>: a page costs what it shows, wherever it stands in the file.</summary>
internal sealed class EndedRows(IObjectStore images)
{
    private const int MostLookedAt = 20_000;

    public async Task<RowPage> ReadAsync(string batch, long version, RowPlace from, RowFilter filter, int limit, CancellationToken cancellationToken)
    {
        // An offset into another writing of the file is no offset; the row still is.
        long offset = from.Version == version ? from.Offset : 0;
        await using Stream? stream = await images.OpenReadAsync(StateLayout.Images(batch) + ReportNames.ResultsJsonl, offset, cancellationToken);
        if (stream is null)
            return new RowPage([], 0, null);
        ResultLines lines = new(stream);
        List<RowDocument> rows = [];
        int lookedAt = 0;
        while (await lines.ReadAsync(cancellationToken) is { } line)
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
}
