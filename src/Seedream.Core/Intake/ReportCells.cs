namespace Seedream.Core.Intake;

/// <summary>
/// What a row of a <c>failed.csv</c> says became of it. Nothing of it is believed before the ledger was asked: anybody can write
/// such a file.
/// </summary>
/// <param name="Outcome">The outcome's name; empty where the cell was cleared.</param>
/// <param name="RequestId">The API's reference; null for none.</param>
/// <param name="Batch">The batch; null in files of earlier releases.</param>
/// <param name="Row">The row of the batch; 0 where none is named.</param>
/// <param name="Attempt">The last attempt when the file was written; null where none is named.</param>
public sealed record ReportCells(string Outcome, string? RequestId, string? Batch, int Row, int? Attempt)
{
    /// <summary>It says that something may have been paid that may still come.</summary>
    public bool MayBePaid => RequestId is not null || Outcome is "timed_out" or "uncertain";

    internal static ReportCells From(IReadOnlyList<string> cells)
    {
        string? batch = Text(4);
        return new ReportCells(Text(0) ?? "", Text(3), batch, batch is null ? 0 : Number(5) ?? 0, Number(6));

        string? Text(int index) => index < cells.Count && cells[index].Trim() is { Length: > 0 } text ? text : null;

        // Spreadsheets may show a number as 3.0 or 3,0; nothing else is a number.
        int? Number(int index) => Text(index) is { } text
            && int.TryParse(text.EndsWith(".0", StringComparison.Ordinal) || text.EndsWith(",0", StringComparison.Ordinal) ? text[..^2] : text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int number) ? number : null;
    }
}
