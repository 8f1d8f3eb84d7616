using System.Text.Json;
using Seedream.Api.Problems;
using Seedream.Core.Reporting;
using Seedream.Core.Storage;

namespace Seedream.Api.Rows;

/// <summary>
/// Rows of a batch that has ended in another order than the file's. Every page is a pass over all of <c>results.jsonl</c>, in
/// memory of the page alone; so only batches up to a size are sorted.
/// </summary>
internal sealed class SortedRows(IObjectStore images)
{
    /// <summary>Largest batch that is sorted, in rows.</summary>
    public const int MostRows = 200_000;

    /// <summary>A page, and the rank of its last row where more follow.</summary>
    public async Task<(RowPage Page, (double Rank, int Row)? Next)> ReadAsync(
        string batch, RowOrder order, (double Rank, int Row)? behind, RowFilter filter, int limit, CancellationToken cancellationToken)
    {
        await using Stream? stream = await images.OpenReadAsync(StateLayout.Images(batch) + ReportNames.ResultsJsonl, 0, cancellationToken);
        if (stream is null)
            return (new RowPage([], 0, null), null);
        // The row that would come last comes out first.
        PriorityQueue<RowDocument, (double Rank, int Row)> kept = new(Comparer<(double Rank, int Row)>.Create((one, other) => other.CompareTo(one)));
        int lookedAt = 0;
        bool more = false;
        ResultLines lines = new(stream);
        while (await lines.ReadAsync(cancellationToken) is { } line)
        {
            ResultRecord record = JsonSerializer.Deserialize(line, ReportingJson.Default.ResultRecord)!;
            lookedAt++;
            (double Rank, int Row) rank = order.RankOf(record);
            if ((behind is { } last && rank.CompareTo(last) <= 0) || !filter.Wants(record.Outcome) || !filter.Finds(record))
                continue;
            if (kept.Count < limit)
            {
                kept.Enqueue(RowDocument.From(record, hasOutcome: true), rank);
                continue;
            }

            more = true;
            kept.TryPeek(out _, out (double Rank, int Row) worst);
            if (rank.CompareTo(worst) < 0)
                kept.EnqueueDequeue(RowDocument.From(record, hasOutcome: true), rank);
        }

        kept.TryPeek(out _, out (double Rank, int Row) end);
        RowDocument[] page = new RowDocument[kept.Count];
        for (int i = page.Length - 1; i >= 0; i--)
            page[i] = kept.Dequeue();
        return (new RowPage(page, lookedAt, null), more ? end : null);
    }

    public static ApiException Refuse(string why) => new(HttpCodes.BadParameter, $"expected no sort: {why}");
}
