using System.Text;

namespace Seedream.Core.Intake;

/// <summary>Finds the separator of a CSV file in its header line.</summary>
internal static class CsvSeparator
{
    /// <summary>The separator, or null when a first line such as <c>sep=;</c> names it.</summary>
    public static char? Detect(ReadOnlySpan<byte> start, string fileName)
    {
        ReadOnlySpan<byte> text = start.TrimStart(" \t\r\n"u8);
        if (text.Length > 4 && Ascii.EqualsIgnoreCase(text[..4], "sep="u8))
            return null;
        string header = Encoding.UTF8.GetString(HeaderLine(text));
        char best = fileName.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) ? '\t' : ',';
        int most = Score(header, best);
        foreach (char candidate in ",;\t")
        {
            int score = Score(header, candidate);
            if (score > most)
            {
                most = score;
                best = candidate;
            }
        }

        return best;
    }

    // A header that names the prompt column beats any number of cells.
    private static int Score(string header, char separator)
    {
        string[] cells = header.Split(separator);
        bool prompt = Array.Exists(cells, cell => ColumnNames.Find(ColumnNames.Normalize(cell.Trim().Trim('"'))) == KnownColumn.Prompt);
        return cells.Length - 1 + (prompt && cells.Length > 1 ? 10_000 : 0);
    }

    private static ReadOnlySpan<byte> HeaderLine(ReadOnlySpan<byte> text)
    {
        bool quoted = false;
        for (int index = 0; index < Math.Min(text.Length, 16 * 1024); index++)
        {
            if (text[index] == (byte)'"')
                quoted = !quoted;
            else if (!quoted && text[index] is (byte)'\n' or (byte)'\r')
                return text[..index];
        }

        return text[..Math.Min(text.Length, 16 * 1024)];
    }
}
