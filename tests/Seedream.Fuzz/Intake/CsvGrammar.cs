using System.Buffers;
using System.Text;
using Seedream.Fuzz.Generation;

namespace Seedream.Fuzz.Intake;

/// <summary>CSV as people and programs write it, and as they should not.</summary>
internal static class CsvGrammar
{
    private static readonly SearchValues<char> Special = SearchValues.Create("\"\r\n,;\t");

    public static string Text(Dice dice)
    {
        char separator = dice.Of<char>(',', ',', ',', ';', '\t');
        string lineEnd = dice.Of<string>("\n", "\n", "\r\n", "\r");
        string[] columns = Columns(dice);
        StringBuilder csv = new();
        if (dice.OneIn(15))
            csv.Append("sep=").Append(separator).Append(lineEnd);
        bool careful = dice.OneIn(2);
        Row(dice, csv, columns, separator, careful);
        csv.Append(lineEnd);
        for (int rows = dice.Size(12); rows > 0; rows--)
        {
            int cells = careful || !dice.OneIn(4) ? columns.Length : dice.Size(columns.Length + 3);
            Row(dice, csv, [.. Enumerable.Range(0, cells).Select(index => FileChoices.Cell(dice, index < columns.Length ? columns[index] : ""))], separator, careful);
            if (rows > 1 || dice.OneIn(2))
                csv.Append(dice.OneIn(20) ? lineEnd + lineEnd : lineEnd);
        }

        return csv.ToString();
    }

    private static string[] Columns(Dice dice)
    {
        // Now and then as many as a spreadsheet has.
        int count = dice.OneIn(200) ? dice.Between(150, 230) : dice.Size(7) + 1;
        string[] names = [.. Enumerable.Range(0, count).Select(index => count > 100 ? $"c{index}" : FileChoices.ColumnName(dice))];
        if (!dice.OneIn(8))
            names[dice.Below(count)] = "prompt";
        return dice.OneIn(30) ? [.. names, "outcome", "error_code", "error", "request_id"] : names;
    }

    private static void Row(Dice dice, StringBuilder csv, string[] cells, char separator, bool careful)
    {
        for (int index = 0; index < cells.Length; index++)
        {
            if (index > 0)
                csv.Append(separator);
            string cell = cells[index];
            bool quote = careful ? cell.AsSpan().ContainsAny(Special) || dice.OneIn(3) : dice.OneIn(4);
            if (quote)
                csv.Append('"').Append(careful || dice.OneIn(2) ? cell.Replace("\"", "\"\"", StringComparison.Ordinal) : cell).Append(careful || !dice.OneIn(10) ? "\"" : dice.Of<string>("", "\" ", "\"x", "\"\""));
            else
                csv.Append(cell);
        }
    }
}
