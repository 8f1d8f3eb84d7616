using System.Globalization;

namespace Seedream.Api.Rows;

/// <summary>Where a list of rows goes on.</summary>
/// <param name="Row">The next row.</param>
/// <param name="Offset">Its byte in <c>results.jsonl</c>, if that is where the list was.</param>
/// <param name="Version">Which writing of <c>results.jsonl</c> the offset belongs to.</param>
internal readonly record struct RowPlace(int Row, long Offset, long Version)
{
    public static RowPlace Start { get; } = new(1, 0, 0);

    public static RowPlace? Parse(string text)
    {
        string[] parts = text.Split('.');
        return parts.Length == 3
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int row) && row > 0
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out long offset)
            && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out long version)
            ? new RowPlace(row, offset, version)
            : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Row}.{Offset}.{Version}");
}
