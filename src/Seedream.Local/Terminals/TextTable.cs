namespace Seedream.Local.Terminals;

/// <summary>Columns as wide as they must be, two spaces apart; numbers to the right.</summary>
internal sealed class TextTable(params string[] header)
{
    private readonly List<string[]> _rows = [header];

    public void Add(params string[] cells) => _rows.Add(cells);

    public IEnumerable<string> Lines()
    {
        int[] widths = [.. Enumerable.Range(0, header.Length).Select(column => _rows.Max(row => row[column].Length))];
        bool[] numbers = [.. Enumerable.Range(0, header.Length).Select(column => _rows.Skip(1).All(row => row[column].All(c => char.IsAsciiDigit(c) || c is ',' or '-')))];
        return _rows.Select(row => string.Join("  ", row.Select((cell, column) => numbers[column] ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))).TrimEnd());
    }
}
