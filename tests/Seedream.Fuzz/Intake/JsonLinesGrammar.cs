using System.Text;
using Seedream.Fuzz.Generation;

namespace Seedream.Fuzz.Intake;

/// <summary>JSON Lines: objects of known and unknown keys, other JSON, and lines that are none.</summary>
internal static class JsonLinesGrammar
{
    public static string Text(Dice dice)
    {
        string lineEnd = dice.Of<string>("\n", "\n", "\r\n", "\r");
        // Lines of a file mostly have the same keys.
        string[] keys = [.. Enumerable.Range(0, dice.OneIn(200) ? 210 : dice.Size(6)).Select(index => index > 100 ? $"k{index}" : FileChoices.ColumnName(dice))];
        StringBuilder lines = new();
        for (int rows = dice.Size(10) + 1; rows > 0; rows--)
        {
            if (dice.OneIn(15))
                JsonGrammar.Value(dice, lines);
            else
                Row(dice, lines, keys);
            lines.Append(dice.OneIn(20) ? lineEnd + lineEnd : lineEnd);
        }

        return lines.ToString();
    }

    public static void Row(Dice dice, StringBuilder json, string[] keys)
    {
        json.Append('{');
        if (!dice.OneIn(8))
            Member(dice, json, "prompt", first: true);
        else
            json.Append("\"p\":1");
        foreach (string key in keys)
        {
            if (!dice.OneIn(6) && key != "prompt")
                Member(dice, json, key, first: false);
        }

        if (dice.OneIn(6))
        {
            json.Append(",\"metadata\":");
            if (dice.OneIn(6))
                JsonGrammar.Value(dice, json);
            else
                JsonGrammar.Object(dice, json, depth: 3, FileChoices.ColumnName);
        }

        json.Append('}');
    }

    private static void Member(Dice dice, StringBuilder json, string key, bool first)
    {
        json.Append(first ? "" : ",");
        JsonGrammar.Text(dice, json, key);
        json.Append(':');
        if (dice.OneIn(6))
            JsonGrammar.Value(dice, json, depth: 3);
        else
            JsonGrammar.Text(dice, json, FileChoices.Cell(dice, key));
    }
}
