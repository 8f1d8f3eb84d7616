using Seedream.Core.Intake;
using Seedream.Core.Outcomes;
using Seedream.Core.Storage;

namespace Seedream.Core.Reporting;

/// <summary>
/// <c>failed.csv</c>: the rows that did not succeed, as the file has them, then what became of them. It is made to be dropped
/// again: intake knows it by <see cref="ColumnNames.AddedByReports"/> at the end of the header, leaves those out and takes the
/// <see cref="FormulaGuard"/> off every other cell.
/// </summary>
internal sealed class FailedCsv : IAsyncDisposable
{
    private const string Unseen = "Correct this row and delete this cell; unread, it is refused again";

    // Errors that the cells no longer show: half a character was replaced, a value of the wrong type became text, of two
    // values one was kept. Such a row would look right when dropped again, and be paid for.
    private static readonly HashSet<string> OutsideCells = new(
        [
            ProblemCodes.TextAfterQuote.Code, ProblemCodes.TooManyCells.Code, ProblemCodes.MalformedJson.Code, ProblemCodes.NotAnObject.Code, ProblemCodes.DuplicateKey.Code,
            ProblemCodes.MisspeltKey.Code, ProblemCodes.WrongJsonType.Code, ProblemCodes.LoneSurrogate.Code, ProblemCodes.TooManyKeys.Code,
        ],
        StringComparer.Ordinal);

    private readonly IObjectStore _store;
    private readonly string _batch;
    private readonly string _name;
    private readonly PromptHeader _header;
    private CsvTable? _table;

    public FailedCsv(IObjectStore store, string batch, string name, PromptHeader header)
    {
        _store = store;
        _batch = batch;
        _name = name;
        _header = header;
    }

    public async Task AddAsync(ReportRow row, CancellationToken cancellationToken)
    {
        JobOutcome outcome = row.Outcome;
        if (outcome.Outcome == OutcomeKind.Succeeded)
            return;
        _table ??= await StartAsync(cancellationToken);
        int columns = _header.Columns.Count;
        for (int column = 0; column < columns; column++)
            _table.Text(row.Prompt.Cells.ElementAtOrDefault(column));
        _table.Text(OutcomeName.Of(outcome.Outcome));
        _table.Text(outcome.ErrorCode);
        _table.Text(outcome.Error);
        _table.Text(outcome.RequestId);
        _table.Text(_batch);
        _table.Number<int>(row.Prompt.Row);
        _table.Number<int>(outcome.Attempt);

        // Cells without a column (a comma in an unquoted prompt) stay surplus: without them the row would look whole when
        // dropped again, and a truncated prompt would be paid for.
        _table.Texts(row.Prompt.Cells.Skip(columns));
        if (row.Prompt.Problems.Any(problem => OutsideCells.Contains(problem.Code)))
            _table.Text(Unseen);
        await _table.EndRowAsync(cancellationToken);
    }

    /// <summary>True if there is such a file now; one left by an earlier round is deleted when nothing failed this time.</summary>
    public async Task<bool> CommitAsync(CancellationToken cancellationToken)
    {
        if (_table is null)
        {
            await _store.DeleteAsync(_name, cancellationToken);
            return false;
        }

        await _table.CommitAsync(cancellationToken);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        if (_table is not null)
            await _table.DisposeAsync();
    }

    private async Task<CsvTable> StartAsync(CancellationToken cancellationToken)
    {
        CsvTable table = await CsvTable.CreateAsync(_store, _name, cancellationToken);
        table.Texts(_header.Columns);
        table.Texts(ColumnNames.AddedByReports);
        await table.EndRowAsync(cancellationToken);
        return table;
    }
}
