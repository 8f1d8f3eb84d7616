using System.Globalization;

namespace Seedream.Core.Reporting;

/// <summary>What the reports are called, in the folder of their batch or job.</summary>
public static class ReportNames
{
    public const string ResultsJsonl = "results.jsonl";

    public const string ResultsCsv = "results.csv";

    public const string FailedCsv = "failed.csv";

    public const string Manifest = "manifest.json";

    /// <summary>The first page of the gallery.</summary>
    public const string Index = "index.html";

    /// <summary>Rows on one page of the gallery.</summary>
    public const int RowsPerPage = 2000;

    private const string PagePrefix = "gallery-";

    /// <summary>The pages a gallery of that many rows has; an empty one has its first.</summary>
    public static int Pages(int rows) => Math.Max(1, (rows + RowsPerPage - 1) / RowsPerPage);

    /// <summary>The name of a page, counted from 1.</summary>
    public static string Page(int number) =>
        number == 1 ? Index : string.Create(CultureInfo.InvariantCulture, $"{PagePrefix}{number}.html");

    internal static string FurtherPages(string folder) => folder + PagePrefix;

    /// <summary>The number of a page after the first from its name without folder; null when it is no such page.</summary>
    internal static int? PageNumber(string name)
    {
        if (!name.StartsWith(PagePrefix, StringComparison.Ordinal) || !name.EndsWith(".html", StringComparison.Ordinal))
            return null;
        bool isNumber = int.TryParse(name.AsSpan()[PagePrefix.Length..^".html".Length], NumberStyles.None, CultureInfo.InvariantCulture, out int number);
        return isNumber && number > 1 && Page(number) == name ? number : null;
    }
}
