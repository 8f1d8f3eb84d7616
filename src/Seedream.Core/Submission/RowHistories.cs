using Seedream.Core.Intake;
using Seedream.Core.Outcomes;
using Seedream.Core.Storage;

namespace Seedream.Core.Submission;

/// <summary>Reads the histories of rows: one listing of the ledger per thousand rows of a batch, a short one for each row whose records stand elsewhere.</summary>
public sealed class RowHistories(Ledger ledger, OutcomeStore outcomes)
{
    private const int MostAlone = 8;

    /// <summary>The histories of these rows.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="rows">Its rows; best of one segment.</param>
    /// <param name="own">Their outcomes, by row, oldest first.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<Dictionary<int, RowHistory>> ReadAsync(
        string batch, IReadOnlyCollection<PromptRow> rows, IReadOnlyDictionary<int, IReadOnlyList<JobOutcome>> own, CancellationToken cancellationToken)
    {
        Dictionary<int, IReadOnlyList<LedgerRecord>> records = await ReadRecordsAsync(batch, rows, cancellationToken);
        Dictionary<int, RowHistory> histories = [];
        foreach (PromptRow row in rows)
        {
            LedgerPlace place = PlaceOf(batch, row);
            List<JobOutcome> others = await ReadOthersAsync(new LedgerPlace(batch, row.Row), place, records[row.Row], cancellationToken);
            histories[row.Row] = new RowHistory(records[row.Row], own.GetValueOrDefault(row.Row) ?? [], others);
        }

        return histories;
    }

    /// <summary>The ledger records of these rows, by row, wherever they stand.</summary>
    public async Task<Dictionary<int, IReadOnlyList<LedgerRecord>>> ReadRecordsAsync(string batch, IReadOnlyCollection<PromptRow> rows, CancellationToken cancellationToken)
    {
        Dictionary<int, IReadOnlyList<LedgerRecord>> records = [];
        foreach (IGrouping<(string Batch, int Segment), PromptRow> group in rows.GroupBy(row => (PlaceOf(batch, row).Batch, StateLayout.SegmentOf(PlaceOf(batch, row).Row))))
        {
            // For a few rows of a foreign batch a listing of each is less than one of a thousand.
            if (group.Key.Batch != batch && group.Take(MostAlone + 1).Count() <= MostAlone)
            {
                foreach (PromptRow row in group)
                    records[row.Row] = await ledger.ReadRowAsync(PlaceOf(batch, row), cancellationToken);
                continue;
            }

            HashSet<int> wanted = [.. group.Select(row => PlaceOf(batch, row).Row)];
            ILookup<int, LedgerRecord> found = await ledger.ReadSegmentAsync(group.Key.Batch, group.Key.Segment, wanted.Contains, cancellationToken);
            foreach (PromptRow row in group)
                records[row.Row] = [.. found[PlaceOf(batch, row).Row]];
        }

        return records;
    }

    /// <summary>Where a row's ledger records stand.</summary>
    public static LedgerPlace PlaceOf(string batch, PromptRow row) => row.Home ?? new LedgerPlace(batch, row.Row);

    /// <summary>The batch and row that submitted an attempt, and report its cost.</summary>
    public static LedgerPlace PayerOf(LedgerPlace place, LedgerRecord record) =>
        record.Batch is { } batch ? new LedgerPlace(batch, record.BatchRow ?? record.Row) : place;

    // What the rows that paid, and the row where the records stand, came to know of the attempts.
    private async Task<List<JobOutcome>> ReadOthersAsync(LedgerPlace own, LedgerPlace place, IReadOnlyList<LedgerRecord> attempts, CancellationToken cancellationToken)
    {
        List<JobOutcome> others = [];
        foreach (LedgerPlace other in attempts.Select(record => PayerOf(place, record)).Append(place).Where(other => other != own).Distinct())
            others.AddRange(await outcomes.ReadRowAsync(other.Batch, other.Row, cancellationToken));
        return others;
    }
}
