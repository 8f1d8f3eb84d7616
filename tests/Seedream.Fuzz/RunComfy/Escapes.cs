using System.Globalization;
using System.Text;

namespace Seedream.Fuzz.RunComfy;

/// <summary>Takes back the escapes of JSON in any text, the way a curious reader would.</summary>
internal static class Escapes
{
    public static string Remove(string text)
    {
        StringBuilder plain = new(text.Length);
        for (int index = 0; index < text.Length; index++)
        {
            if (text[index] == '\\' && index + 5 < text.Length && text[index + 1] == 'u'
                && ushort.TryParse(text.AsSpan(index + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort unit))
            {
                plain.Append((char)unit);
                index += 5;
            }
            else if (text[index] != '\\' || index + 1 == text.Length || text[index + 1] != '/')
            {
                plain.Append(text[index]);
            }
        }

        return plain.ToString();
    }
}
