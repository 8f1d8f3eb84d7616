using Seedream.Core.Intake;
using Seedream.Core.Outcomes;
using Seedream.Core.Reporting;
using Seedream.Fuzz.Intake;
using Seedream.Fuzz.Running;

namespace Seedream.Fuzz.Reporting;

/// <summary><c>failed.csv</c> dropped again: the same rows, the same words, and what was refused is refused again.</summary>
internal static class FailedRows
{
    public static async Task CheckAsync(ReportRow[] rows, PromptHeader header, byte[]? table, IntakeOptions options)
    {
        PromptRow[] failed = [.. rows.Where(row => row.Outcome.Outcome != OutcomeKind.Succeeded).Select(row => row.Prompt)];
        Expect.Equal(failed.Length > 0, table is not null, "failed.csv where something failed");
        if (table is null)
            return;
        CheckCells(table);
        // Without any prompt there is nothing to drop again.
        if (!header.Meanings.Contains("prompt"))
            return;
        ReadFile again = await ReadFile.OfAsync(new PieceStream(table, int.MaxValue), "failed.csv", options);
        Expect.That(!again.IsRejected, $"failed.csv is rejected: {again.FileProblems.FirstOrDefault(problem => problem.Severity == Severity.FileError)?.Message}");
        Expect.Equal(failed.Length, again.Rows.Count, "rows of failed.csv");
        Expect.That(header.Columns.SequenceEqual(again.Header.Columns), $"the columns of failed.csv are {string.Join('|', again.Header.Columns)}, expected {string.Join('|', header.Columns)}");
        for (int index = 0; index < failed.Length; index++)
            CheckRow(failed[index], again.Rows[index]);
    }

    private static void CheckCells(byte[] table)
    {
        foreach (string[] cells in Rfc4180.Parse(table))
        {
            foreach (string cell in cells)
                Expect.That(cell.Length == 0 || !"=+-@\t\r\n".Contains(cell[0], StringComparison.Ordinal), $"the cell '{cell}' would be run as a formula");
        }
    }

    private static void CheckRow(PromptRow before, PromptRow after)
    {
        // An id that another row had is free where that row is gone.
        if (before.Input is null && before.Problems.All(problem => problem.Severity == Severity.Warning || problem.Code == ProblemCodes.DuplicateId.Code))
            return;
        Expect.Equal(before.Input is null, after.Input is null, $"row {before.Row} valid ({string.Join("; ", before.Problems.Concat(after.Problems).Select(problem => problem.Message))})");
        if (before.Input is null)
            return;
        Expect.Equal(before.Input, after.Input, $"the input of row {before.Row}");
        Expect.Equal(before.Id, after.Id, $"the id of row {before.Row}");
        // A row of JSON Lines ends with its last key so far; a table has all of them.
        Expect.That(after.Cells.Take(before.Cells.Count).SequenceEqual(before.Cells) && after.Cells.Skip(before.Cells.Count).All(cell => cell.Length == 0), $"the cells of row {before.Row} are {string.Join('|', after.Cells)}, expected {string.Join('|', before.Cells)}");
    }
}
