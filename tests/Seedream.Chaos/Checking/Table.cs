using System.Text;

namespace Seedream.Chaos.Checking;

/// <summary>Reads RFC 4180, and nothing but that: written apart from the product, so that it shares no mistake with it.</summary>
internal static class Table
{
    public static List<string[]> Read(string text)
    {
        List<string[]> rows = [];
        List<string> row = [];
        StringBuilder cell = new();
        bool quoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (quoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"')
            {
                cell.Append(c);
                i++;
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && c is ',' or '\n' && !quoted)
            {
                row.Add(cell.ToString());
                cell.Clear();
                if (c == ',')
                    continue;
                rows.Add([.. row]);
                row.Clear();
            }
            else if (quoted || c != '\r')
            {
                cell.Append(c);
            }
        }

        return rows;
    }
}
