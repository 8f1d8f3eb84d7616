using Seedream.Core.Outcomes;
using Seedream.Core.Reporting;
using Seedream.Core.Tests.Intake;

namespace Seedream.Core.Tests.Reporting;

/// <summary><c>failed.csv</c> dropped again as it is: what fuzzing found (docs/fuzzing.md).</summary>
public class FailedCsvAgainTests
{
    [Theory]
    [InlineData("""{"prompt":"a red","prompt":"a blue"}""", "JSL003")]
    [InlineData("""{"prompt":"a","resolutoin":"4:3"}""", "JSL004")]
    [InlineData("""{"prompt":["a","b"]}""", "JSL005")]
    [InlineData("""{"prompt":"a\ud83d"}""", "ROW003")]
    public async Task ReadRows_RefusedLineWhoseCellsLookRight_IsRefusedAgain(string line, string code)
    {
        Reading before = await Reading.TextAsync($"{{\"prompt\":\"ok\"}}\n{line}", "x.jsonl");
        Assert.Equal([code], before.Codes);

        Reading again = await AgainAsync(before);

        Assert.False(again.IsRejected);
        Assert.Equal([true, false], again.Rows.Select(row => row.Input is not null));
    }

    [Theory]
    [InlineData("prompt\n\"a\" b\n", "CSV008")]
    [InlineData("prompt\na fox, red\n", "CSV010")]
    public async Task ReadRows_RefusedRowOfOneColumn_IsRefusedAgain(string csv, string code)
    {
        Reading before = await Reading.TextAsync(csv);
        Assert.Equal([code], before.Codes);

        Assert.Null(Assert.Single((await AgainAsync(before)).Rows).Input);
    }

    [Fact]
    public async Task ReadRows_KeysThatNoTableWouldHave_KeepTheirNamesAndValues()
    {
        Reading before = await Reading.TextAsync(
            """{"prompt":"a","":"nameless","Note":"1","note":"2"," note":"3","=x":"4","'=x":"5"}""" + "\n" + """{"prompt":"b","promt\u0019":"6"}""", "x.jsonl");

        Reading again = await AgainAsync(before);

        Assert.Empty(again.FileProblems);
        Assert.Equal(before.Header.Columns, again.Header.Columns);
        Assert.Equal(before.Header.Meanings, again.Header.Meanings);
        Assert.Equal([.. before.Rows[0].Cells, ""], again.Rows[0].Cells);
        Assert.Equal([true, false], again.Rows.Select(row => row.Input is not null));
    }

    [Fact]
    public async Task ReadRows_AsManyColumnsAsAreAllowed_AreNotTooManyWithThoseOfTheReport()
    {
        Reading before = await Reading.TextAsync($"prompt,{string.Join(',', Enumerable.Range(2, 199).Select(column => $"c{column}"))}\na\n");
        Assert.Equal(200, before.Header.Columns.Count);

        Reading again = await AgainAsync(before);

        Assert.Empty(again.Codes);
        Assert.Equal(200, again.Header.Columns.Count);
    }

    [Fact]
    public async Task ReadRows_RowThatGrowsByItsQuotationMarks_IsStillRead()
    {
        // Just below the limit of a row in its file, and twice as large where every mark is doubled.
        string text = new('"', 900_000);
        Reading before = await Reading.TextAsync($"{{\"prompt\":\"a\",\"x\":\"{text.Replace("\"", "\\\"", StringComparison.Ordinal)[..1_000_000]}\"}}\n{{\"prompt\":\"b\"}}", "x.jsonl");
        Assert.Equal(["LIM005"], before.Codes);

        Reading again = await AgainAsync(before);

        Assert.False(again.IsRejected);
        Assert.Equal([false, true], again.Rows.Select(row => row.Input is not null));
        Assert.Equal(before.Rows[0].Cells[1], again.Rows[0].Cells[1]);
    }

    [Fact]
    public async Task ReadRows_NothingButRowsWithControlCharacters_AreNoBinaryFile()
    {
        Reading before = await Reading.TextAsync($"prompt\na\n{new string('\u0001', 60)}\n{new string('b', 2_000)}\n");
        Assert.Equal(["ROW002"], before.Codes);

        Reading again = await AgainAsync(before with { Rows = [before.Rows[1] with { Row = 1 }] });

        Assert.Equal(["ROW002"], again.Codes);
        Assert.Null(Assert.Single(again.Rows).Input);
    }

    [Fact]
    public async Task ReadRows_ReportWithAMisspeltColumn_RefusesOnlyTheRowsThatUseIt()
    {
        Reading reading = await Reading.TextAsync("prompt,resolutoin,outcome,error_code,error,request_id\na,,failed,,,\nb,4:3,failed,,,\n", "failed.csv");

        Assert.Equal(["JSL004"], reading.Codes);
        Assert.Equal([true, false], reading.Rows.Select(row => row.Input is not null));
    }

    [Fact]
    public async Task ReadRows_ReportWithAColumnTwice_IsRejectedAsAnyTable()
    {
        Reading reading = await Reading.TextAsync("prompt,prompt,x,x,outcome,error_code,error,request_id\na,b,1,2,failed,,,\n", "failed.csv");

        Assert.Equal(["CSV005", "CSV005"], reading.FileProblems.Select(problem => problem.Code));
    }

    [Fact]
    public async Task ResultsCsv_KeysThatDifferByCaseAlone_GetDifferentNames()
    {
        Reading read = await Reading.TextAsync("""{"prompt":"a","Note":"1","note":"2","ROW":"3","metadata_note":"4"}""", "x.jsonl");

        string[] names = (await WriteAsync(read)).Csv(ReportNames.ResultsCsv)[0];

        Assert.Equal(names.Length, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(["Note", "metadata_metadata_note", "metadata_ROW", "metadata_note"], names[^4..]);
    }

    private static async Task<Reading> AgainAsync(Reading before)
    {
        byte[] table = (await WriteAsync(before)).Images.Bytes(ReportSamples.Folder + ReportNames.FailedCsv);
        return await Reading.BytesAsync(table, ReportNames.FailedCsv);
    }

    private static Task<WrittenReports> WriteAsync(Reading read) => WrittenReports.WriteAsync(
        [.. read.Rows.Select(row => new ReportRow(row, row.Input is null ? InvalidOutcome.From(row) : new JobOutcome { Row = row.Row, Outcome = OutcomeKind.Failed }))],
        ReportSamples.Plan(read.Rows.Count, read.Header));

    [Theory]
    [InlineData("prompt,place,outcome,error_code,error,request_id\na fox,here,failed,API400,no,\n")]
    [InlineData("prompt,place,outcome,error_code,error,request_id,batch,row,attempt\na fox,here,failed,API400,no,,posters-1,3,2\n")]
    [InlineData("prompt,place,outcome,error_code,error,request_id,batch,row,attempt,,\na fox,here,failed,API400,no,,posters-1,3,2,,\n")]
    public async Task Read_OfTheReportOfAnyRelease_LeavesOutWhatItAdded(string text)
    {
        Reading reading = await Reading.TextAsync(text, "failed.csv");

        Assert.Equal(["prompt", "place"], reading.Header.Columns);
        Assert.Equal(["a fox", "here"], Assert.Single(reading.Rows).Cells);
    }

    [Fact]
    public async Task Read_OfATableWithItsColumnsInAnotherOrder_TakesThemForMetadata()
    {
        Reading reading = await Reading.TextAsync("prompt,outcome,error_code,error,request_id,batch,attempt,row\na fox,failed,,,,b,1,2\n", "x.csv");

        Assert.Equal(8, reading.Header.Columns.Count);
    }
}
