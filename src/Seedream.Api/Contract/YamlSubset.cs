using System.Globalization;
using System.Text.Json.Nodes;

namespace Seedream.Api.Contract;

/// <summary>
/// Reads the little YAML that docs/openapi.yaml keeps to: block mappings and sequences, indentation by two, plain or
/// double-quoted scalars on one line, and JSON for whatever is written in brackets or braces. Anything else is refused, so that
/// the document stays readable by every YAML reader in the same way.
/// </summary>
internal sealed class YamlSubset
{
    private readonly List<(int Indent, string Text, int Number)> _lines = [];
    private int _at;

    private YamlSubset(string text)
    {
        int number = 0;
        foreach (string line in text.Split('\n'))
        {
            number++;
            string content = line.TrimStart(' ');
            if (content.Length > 0 && !content.StartsWith('#'))
                _lines.Add((line.Length - content.Length, content, number));
        }
    }

    /// <summary>Raises <see cref="FormatException"/> for YAML outside the subset.</summary>
    public static JsonNode? Parse(string text)
    {
        YamlSubset reader = new(text);
        JsonNode? node = reader.Block(0);
        return reader._at == reader._lines.Count ? node : throw reader.Wrong("expected the end, or less indentation");
    }

    private JsonNode? Block(int indent)
    {
        if (_at == _lines.Count || _lines[_at].Indent < indent)
            return null;
        if (_lines[_at].Indent > indent)
            throw Wrong(string.Create(CultureInfo.InvariantCulture, $"expected indentation by {indent}"));
        return _lines[_at].Text.StartsWith("- ", StringComparison.Ordinal) ? Sequence(indent) : Mapping(indent);
    }

    private JsonArray Sequence(int indent)
    {
        JsonArray items = [];
        while (_at < _lines.Count && _lines[_at].Indent == indent && _lines[_at].Text.StartsWith("- ", StringComparison.Ordinal))
        {
            string rest = _lines[_at].Text[2..];
            if (Split(rest) is null)
            {
                items.Add(Scalar(rest));
                _at++;
                continue;
            }

            // "- key: value" is a mapping two columns further in.
            _lines[_at] = (indent + 2, rest, _lines[_at].Number);
            items.Add(Mapping(indent + 2));
        }

        return items;
    }

    private JsonObject Mapping(int indent)
    {
        JsonObject map = [];
        while (_at < _lines.Count && _lines[_at].Indent == indent && !_lines[_at].Text.StartsWith("- ", StringComparison.Ordinal))
        {
            (string key, string value) = Split(_lines[_at].Text) ?? throw Wrong("expected 'key: value'");
            if (map.ContainsKey(key))
                throw Wrong($"expected {key} once");
            _at++;
            map[key] = value.Length > 0 ? Scalar(value) : Block(indent + 2);
        }

        return map;
    }

    private static (string Key, string Value)? Split(string text)
    {
        if (text[0] is '{' or '[')
            return null;
        int from = text[0] is '"' or '\'' ? text.IndexOf(text[0], 1) : 0;
        int colon = from < 0 ? -1 : text.IndexOf(':', from);
        while (colon >= 0 && colon + 1 < text.Length && text[colon + 1] != ' ')
            colon = text.IndexOf(':', colon + 1);
        return colon < 0 ? null : (text[..colon].Trim('"', '\''), text[(colon + 1)..].Trim());
    }

    private JsonNode? Scalar(string text)
    {
        try
        {
            return text[0] switch
            {
                '{' or '[' or '"' => JsonNode.Parse(text),
                '|' or '>' or '&' or '*' or '!' or '%' or '@' or '`' or '\'' => throw Wrong("expected a plain or double-quoted scalar"),
                _ when text.Contains(" #", StringComparison.Ordinal) || text.Contains(": ", StringComparison.Ordinal) => throw Wrong("expected quotation marks around this text"),
                _ when text is "true" or "false" or "null" || (char.IsAsciiDigit(text[0]) && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)) => JsonNode.Parse(text),
                _ => JsonValue.Create(text),
            };
        }
        catch (System.Text.Json.JsonException exception)
        {
            throw Wrong(exception.Message);
        }
    }

    private FormatException Wrong(string message) =>
        new(string.Create(CultureInfo.InvariantCulture, $"line {(_at < _lines.Count ? _lines[_at].Number : -1)}: {message}"));
}
