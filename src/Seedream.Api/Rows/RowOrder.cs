using System.Globalization;
using Seedream.Api.Problems;
using Seedream.Api.Requests;
using Seedream.Core.Reporting;

namespace Seedream.Api.Rows;

/// <summary>An order of rows other than that of the file. What has no value comes last either way.</summary>
/// <param name="Name">As callers write it.</param>
/// <param name="Descending">Largest first.</param>
/// <param name="Key">What is compared; null for none.</param>
internal sealed record RowOrder(string Name, bool Descending, Func<ResultRecord, double?> Key)
{
    private static readonly RowOrder[] All =
    [
        .. Both("seconds", Seconds),
        .. Both("bytes", record => record.Files.Count > 0 ? record.Files.Sum(file => (double)file.Bytes) : null),
        .. Both("cost", record => (double?)record.CostUsd),
        .. Both("completed", record => record.CompletedAt?.UtcTicks),
        new("-row", true, record => record.Row),
    ];

    /// <summary>The order of that name; null for the file's own. Raises <see cref="HttpCodes.BadParameter"/>.</summary>
    public static RowOrder? Of(string? name) => name is null or "row" ? null
        : Array.Find(All, order => order.Name == name)
        ?? throw new ApiException(HttpCodes.BadParameter, $"expected sort to be row, {string.Join(", ", All.Select(order => order.Name))}, found {Shown.Text(name)}");

    /// <summary>Smaller comes first.</summary>
    public (double Rank, int Row) RankOf(ResultRecord record) =>
        (Key(record) is { } key ? Descending ? -key : key : double.PositiveInfinity, record.Row);

    public static (double Rank, int Row)? Parse(string place)
    {
        string[] parts = place.Split('|');
        return parts.Length == 2
            && double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double rank)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int row)
            ? (rank, row)
            : null;
    }

    public static string Format((double Rank, int Row) place) => string.Create(CultureInfo.InvariantCulture, $"{place.Rank:R}|{place.Row}");

    private static double? Seconds(ResultRecord record) => (record.GeneratedAt ?? record.CompletedAt) - record.SubmittedAt is { } taken ? taken.TotalSeconds : null;

    private static RowOrder[] Both(string name, Func<ResultRecord, double?> key) => [new(name, false, key), new($"-{name}", true, key)];
}
