using System.Text;
using System.Text.Json;
using Seedream.Core.Intake;
using Seedream.Core.Reporting;
using Seedream.Core.Reporting.Gallery;
using Seedream.Fuzz.Running;

namespace Seedream.Fuzz.Reporting;

/// <summary>What holds of the reports of any batch.</summary>
internal sealed class ReportProperties(ReportRow[] rows, PromptHeader header, Func<string, byte[]?> read)
{
    private const string Starters = "=+-@\t\r\n";

    // A table's fixed columns; metadata follows.
    private const int FixedColumns = 32;

    private static readonly (int Opening, int Closing) Markup = Count(
        [.. GalleryTemplate.Start("x"), .. GalleryTemplate.BetweenRowsAndPage, .. GalleryTemplate.End]);

    /// <summary><c>results.jsonl</c>: a line per row, with everything of it.</summary>
    public void CheckLines()
    {
        string[] lines = Encoding.UTF8.GetString(Report(ReportNames.ResultsJsonl)).Split('\n');
        Expect.Equal(rows.Length + 1, lines.Length, "lines of results.jsonl");
        for (int index = 0; index < rows.Length; index++)
            CheckRecord(JsonDocument.Parse(lines[index]).RootElement, rows[index]);
    }

    /// <summary><c>results.csv</c>: a row per row, no cell a formula, texts as they were.</summary>
    public void CheckTable()
    {
        List<string[]> table = Rfc4180.Parse(Report(ReportNames.ResultsCsv));
        Expect.Equal(rows.Length + 1, table.Count, "rows of results.csv");
        Expect.Equal(table[0].Length, table[0].Distinct(StringComparer.OrdinalIgnoreCase).Count(), "different column names in results.csv");
        foreach (string[] cells in table)
        {
            Expect.Equal(table[0].Length, cells.Length, "cells of a row of results.csv");
            foreach (string cell in cells)
                Expect.That(cell.Length == 0 || !Starters.Contains(cell[0], StringComparison.Ordinal), $"the cell '{cell}' would be run as a formula");
        }

        int prompt = Array.IndexOf(table[0], "prompt");
        for (int index = 0; index < rows.Length; index++)
        {
            if (rows[index].Prompt.Input is { } input)
                Expect.Equal(input.Prompt, FormulaGuard.Remove(table[index + 1][prompt]), "the prompt in results.csv");
        }

        Expect.Equal(FixedColumns + header.Meanings.Count(meaning => meaning is null), table[0].Length, "columns of results.csv");
    }

    /// <summary>The gallery: not one tag more than its template has, and its data whole.</summary>
    public void CheckGallery()
    {
        byte[] page = Report(ReportNames.Index);
        Expect.Equal(Markup, Count(page), "opening and closing brackets of the page");
        string text = Encoding.UTF8.GetString(page);
        Expect.That(!text.Contains('\u2028', StringComparison.Ordinal) && !text.Contains('\0', StringComparison.Ordinal), "the page has a character that ends a line of script");
        JsonElement[] records = [.. Data(text, "rows-data").EnumerateArray()];
        Expect.Equal(rows.Length, records.Length, "rows of the page");
        for (int index = 0; index < rows.Length; index++)
            CheckRecord(records[index], rows[index]);
        Expect.Equal(rows.Length, Data(text, "page-data").GetProperty("manifest").GetProperty("rows").GetInt32(), "rows of the manifest");
    }

    private void CheckRecord(JsonElement record, ReportRow row)
    {
        Expect.Equal(row.Prompt.Row, record.GetProperty("row").GetInt32(), "the row of a record");
        JsonElement metadata = record.GetProperty("metadata");
        for (int index = 0; index < Math.Min(row.Prompt.Cells.Count, header.Columns.Count); index++)
        {
            if (header.Meanings[index] is null)
                Expect.Equal(row.Prompt.Cells[index], metadata.GetProperty(header.Columns[index]).GetString(), "metadata of a record");
        }

        if (row.Prompt.Input is { } input)
            Expect.Equal(input.Prompt, record.GetProperty("input").GetProperty("prompt").GetString(), "the prompt of a record");
    }

    // As a browser does: whatever stands up to the next end of a script.
    private static JsonElement Data(string page, string id)
    {
        string opening = $"<script type=\"application/json\" id=\"{id}\">";
        int start = page.IndexOf(opening, StringComparison.Ordinal) + opening.Length;
        return JsonDocument.Parse(page[start..page.IndexOf("</script", start, StringComparison.OrdinalIgnoreCase)]).RootElement;
    }

    private static (int Opening, int Closing) Count(ReadOnlySpan<byte> page) => (page.Count((byte)'<'), page.Count((byte)'>'));

    private byte[] Report(string name) => read(name) ?? throw new PropertyBrokenException($"{name} was not written");
}
