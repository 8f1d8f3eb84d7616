using System.Text;

namespace Seedream.Core.Tests.Reporting;

/// <summary>RFC 4180 read to the letter, so that the writer is not judged by its own library.</summary>
internal static class CsvText
{
    public static List<string[]> Parse(string text)
    {
        List<string[]> rows = [];
        List<string> row = [];
        StringBuilder cell = new();
        Assert.Equal('\uFEFF', text[0]);
        int i = 1;
        while (i < text.Length)
        {
            if (text[i] == '"')
            {
                for (i++; text[i] != '"' || (i + 1 < text.Length && text[i + 1] == '"'); i++)
                {
                    cell.Append(text[i]);
                    if (text[i] == '"')
                        i++;
                }

                i++;
            }
            else
            {
                for (; text[i] is not ',' and not '\r'; i++)
                    cell.Append(text[i]);
            }

            row.Add(cell.ToString());
            cell.Clear();
            if (text[i] == '\r')
            {
                Assert.Equal('\n', text[++i]);
                rows.Add([.. row]);
                row.Clear();
            }
            else
            {
                Assert.Equal(',', text[i]);
                if (text[i + 1] == '\r')
                {
                    row.Add("");
                    rows.Add([.. row]);
                    row.Clear();
                    i += 2;
                }
            }

            i++;
        }

        return rows;
    }
}
