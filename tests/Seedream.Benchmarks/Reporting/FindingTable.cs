using System.Globalization;

namespace Seedream.Benchmarks.Reporting;

/// <summary>Findings as a table for people; also good Markdown.</summary>
internal static class FindingTable
{
    public static string Of(IReadOnlyList<Finding> findings)
    {
        List<string[]> rows = [["scenario", "what", "measured", "budget", "met", "behind it"], .. findings.Select(Cells)];
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        IEnumerable<string> lines = rows.Select(row => Line(row.Select((cell, column) => cell.PadRight(widths[column]))));
        string rule = Line(widths.Select(width => new string('-', width)));
        return string.Join('\n', lines.Take(1).Append(rule).Concat(lines.Skip(1)));
    }

    private static string[] Cells(Finding finding) =>
    [
        finding.Scenario, finding.What, $"{Number(finding.Value)} {finding.Unit}".TrimEnd(), Budget(finding),
        finding.Met switch { true => "yes", false => "NO", null => "" }, finding.Note,
    ];

    private static string Budget(Finding finding) => finding switch
    {
        { AtMost: { } most } => $"≤ {Number(most)} {finding.Unit}".TrimEnd(),
        { AtLeast: { } least } => $"≥ {Number(least)} {finding.Unit}".TrimEnd(),
        _ => "",
    };

    private static string Number(double value) => value switch
    {
        >= 1_000 => value.ToString("N0", CultureInfo.InvariantCulture),
        >= 100 => value.ToString("F0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("F1", CultureInfo.InvariantCulture),
        _ => value.ToString("0.###", CultureInfo.InvariantCulture),
    };

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";
}
