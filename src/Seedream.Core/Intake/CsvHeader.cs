using System.Globalization;
using Seedream.Core.Reporting;

namespace Seedream.Core.Intake;

/// <summary>Understands the header line of a CSV file and reports everything wrong with it.</summary>
internal static class CsvHeader
{
    /// <summary>For each column of the file its place among the kept ones, or -1 where it is ignored.</summary>
    public static int[] Read(IReadOnlyList<string> header, int line, IntakeOptions options, ColumnMap columns, ProblemSink problems)
    {
        int added = CountAdded(header);
        bool isReport = added > 0;
        string[] names = [.. header.Select(name => ColumnNames.Clean(isReport ? FormulaGuard.Remove(name) : name.Trim()))];
        int count = CountNamed(names);
        // The columns a report added are counted, so that nothing behind them is taken for theirs, and have no place.
        int own = count - added;
        if (own > options.MaxColumns)
        {
            problems.File(ProblemCodes.TooManyColumns, string.Create(CultureInfo.InvariantCulture, $"Expected at most {options.MaxColumns:N0} columns, found {own:N0}"), line);
            return [];
        }

        int[] places = new int[count];
        Array.Fill(places, -1);
        HashSet<string> metadata = new(isReport ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);
        bool[] misspelt = new bool[count];
        for (int index = 0; index < own; index++)
            places[index] = Place(names[index], index, line, isReport, columns, metadata, misspelt, problems);
        UseMisspelt(names, places, misspelt, line, columns, problems);
        if (columns[KnownColumn.Prompt] < 0)
            ReportNoPrompt(names[..own], line, problems);
        return places;
    }

    /// <summary>How many columns a report added to this header: those of a <c>failed.csv</c>, whose cells are guarded against being run as formulas; 0 for any other.</summary>
    public static int CountAdded(IReadOnlyList<string> header) => ColumnNames.CountAddedByReports([.. header.Take(CountNamed(header))]);

    // Spreadsheets leave separators behind the last column.
    private static int CountNamed(IReadOnlyList<string> names)
    {
        int count = names.Count;
        while (count > 0 && string.IsNullOrWhiteSpace(names[count - 1]))
            count--;
        return count;
    }

    // The names of a report were accepted once, if only as keys of JSON Lines, which may be anything.
    private static int Place(string name, int index, int line, bool isReport, ColumnMap columns, HashSet<string> metadata, bool[] misspelt, ProblemSink problems)
    {
        if (name.Length == 0 && !isReport)
        {
            problems.File(ProblemCodes.UnnamedColumn, string.Create(CultureInfo.InvariantCulture, $"Expected a name, found none for column {index + 1}"), line);
            return -1;
        }

        string normalized = ColumnNames.Normalize(name);
        if (ColumnNames.Find(normalized) is { } known)
        {
            if (columns[known] < 0)
                return columns.Add(name, known);
            problems.File(ProblemCodes.DuplicateColumn, $"Expected one column for {ColumnNames.Meanings[(int)known]}, found {Found.Quote(columns.Name(columns[known]))} and {Found.Quote(name)}", line, name);
            return -1;
        }

        if (!isReport && ColumnNames.FindNear(normalized) is not null)
        {
            misspelt[index] = true;
            return -1;
        }

        if (metadata.Add(name))
            return columns.Add(name, null);
        problems.File(ProblemCodes.DuplicateColumn, $"Expected each column once, found {Found.Quote(name)} again", line, name);
        return -1;
    }

    // The rows are checked as if the name were right, so that all that is wrong with the file shows at once.
    private static void UseMisspelt(string[] names, int[] places, bool[] misspelt, int line, ColumnMap columns, ProblemSink problems)
    {
        for (int index = 0; index < misspelt.Length; index++)
        {
            if (!misspelt[index])
                continue;
            KnownColumn meant = ColumnNames.FindNear(ColumnNames.Normalize(names[index]))!.Value;
            string suggestion = ColumnNames.Meanings[(int)meant];
            problems.File(ProblemCodes.MisspeltColumn, $"Expected {suggestion} or a clearly different name, found {Found.Quote(names[index])}", line, names[index], suggestion);
            places[index] = columns.Add(names[index], columns[meant] < 0 ? meant : null);
        }
    }

    private static void ReportNoPrompt(string[] names, int line, ProblemSink problems)
    {
        string first = names.Length == 0 ? "" : names[0];
        bool looksLikePrompt = names.Length == 1 && (first.Length > 25 || first.AsSpan().Trim().Count(' ') >= 2);
        if (looksLikePrompt)
            problems.File(ProblemCodes.NoPromptColumn, $"Expected a header line with a column named prompt, found what looks like a prompt: {Found.Quote(first)}", line, suggestion: "Add a first line that says: prompt");
        else
            problems.File(ProblemCodes.NoPromptColumn, $"Expected a column named prompt, found {Found.Quote(string.Join(", ", names))}", line, suggestion: "prompt");
    }
}
