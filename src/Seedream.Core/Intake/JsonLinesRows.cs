using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Seedream.Core.Intake;

/// <summary>The rows of a JSON Lines file.</summary>
internal sealed class JsonLinesRows(PromptContent content, IntakeOptions options, ProblemSink problems, RowRules rules) : RowSource
{
    private readonly ByteLines _lines = new(content, MaxRowBytes(options));
    private readonly Dictionary<(bool Nested, string Name), JsonKey> keys = [];
    private readonly List<JsonKey?> _lastOrder = [];
    private readonly string?[] values = new string?[options.MaxColumns];
    private int _position;
    private int _row;
    private uint _unusable;
    private uint _misspelt;
    private bool _tooManyKeys;

    public override async ValueTask<PromptRow?> ReadAsync(CancellationToken cancellationToken)
    {
        while (await MoveAsync(cancellationToken))
        {
            if (_lines.Line.Span.IndexOfAnyExcept(" \t"u8) >= 0)
                return Parse(_lines.Line.Span);
        }

        if (_row == 0)
            problems.File(ProblemCodes.FileEmpty, "Expected a JSON object on each line, found nothing");
        return null;
    }

    public override void Dispose() => _lines.Dispose();

    private async ValueTask<bool> MoveAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _lines.ReadAsync(cancellationToken);
        }
        catch (InvalidDataException)
        {
            throw new UnreadableFileException(ProblemCodes.RowTooLarge, string.Create(CultureInfo.InvariantCulture,
                $"Expected a line of at most {MaxRowBytes(options):N0} bytes, found more on line {_lines.Number + 1}"), _lines.Number + 1);
        }
    }

    private PromptRow Parse(ReadOnlySpan<byte> line)
    {
        problems.StartRow(++_row, _lines.Number);
        Array.Clear(values, 0, Columns.Count);
        _unusable = _misspelt = 0;
        _position = 0;
        _tooManyKeys = false;
        if (!TryReadObject(line))
            return rules.Check(_row, _lines.Number, [], Columns, uint.MaxValue);
        string[] cells = new string[Columns.Count];
        for (int index = 0; index < cells.Length; index++)
            cells[index] = values[index] ?? "";
        return rules.Check(_row, _lines.Number, cells, Columns, _unusable | AbsentMisspelt());
    }

    // "promt" was reported; that "prompt" is missing besides would be the same news again.
    private uint AbsentMisspelt()
    {
        uint absent = 0;
        for (int index = 0; _misspelt != 0 && index < ColumnNames.Meanings.Count; index++)
        {
            int column = Columns[(KnownColumn)index];
            if (column < 0 || values[column] is null)
                absent |= 1u << index;
        }

        return absent & _misspelt;
    }

    private bool TryReadObject(ReadOnlySpan<byte> line)
    {
        try
        {
            Utf8JsonReader reader = new(line);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                JsonTokenType type = reader.TokenType;
                reader.Skip();
                reader.Read();
                problems.Row(ProblemCodes.NotAnObject, null, $"Expected an object such as {{\"prompt\": \"...\"}}, found {Describe(type)}: {Found.Quote(Text(line))}");
                return false;
            }

            ReadProperties(ref reader, line, nested: false);
            reader.Read();
            return true;
        }
        catch (JsonException exception)
        {
            int at = (int)Math.Min(exception.BytePositionInLine ?? 0, line.Length);
            string reason = exception.Message.Split(" LineNumber:")[0];
            problems.Row(ProblemCodes.MalformedJson, null, string.Create(CultureInfo.InvariantCulture,
                $"Expected one JSON object on the line, found at position {at + 1}: {Found.Quote(Text(line[Math.Max(0, at - 20)..]))} ({Found.Show(reason)})"));
            return false;
        }
    }

    private void ReadProperties(ref Utf8JsonReader reader, ReadOnlySpan<byte> line, bool nested)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            JsonKey? key = KeyOf(ref reader, nested);
            reader.Read();
            if (!nested && key is null && reader.TokenType == JsonTokenType.StartObject)
                ReadProperties(ref reader, line, nested: true);
            else
                Take(ref reader, line, key ?? Metadata());
        }
    }

    private JsonKey Metadata() => Resolve("metadata", nested: false);

    // Null for the key "metadata" itself, which is a column only when its value is no object.
    private JsonKey? KeyOf(ref Utf8JsonReader reader, bool nested)
    {
        // A name with escapes cannot be compared as it stands: half a character in it would be raised as an exception.
        bool isPlain = !reader.ValueIsEscaped;
        if (!nested && isPlain && reader.ValueTextEquals("metadata"u8))
            return null;
        int slot = _position++;
        // Lines mostly have the same keys in the same order. Nested keys have a name of their own, so only plain ones are compared.
        if (slot < _lastOrder.Count && !nested && isPlain && _lastOrder[slot] is { } guess && reader.ValueTextEquals(guess.Utf8))
            return guess;
        string name;
        try
        {
            name = reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            name = "\uFFFD";
            problems.Row(ProblemCodes.LoneSurrogate, null, "Expected whole characters, found half a surrogate pair in a key");
        }

        if (!nested && name == "metadata")
            return null;
        JsonKey key = Resolve(name, nested);
        if (slot == _lastOrder.Count && slot < options.MaxColumns)
            _lastOrder.Add(nested ? null : key);
        else if (slot < _lastOrder.Count)
            _lastOrder[slot] = nested ? null : key;
        return key;
    }

    private JsonKey Resolve(string name, bool nested)
    {
        if (keys.TryGetValue((nested, name), out JsonKey? key))
            return key;
        string normalized = ColumnNames.Normalize(name);
        KnownColumn? known = nested ? null : ColumnNames.Find(normalized);
        KnownColumn? nearest = nested || known is not null ? null : ColumnNames.FindNear(normalized);
        // Inside "metadata" any name is allowed; one that means something outside keeps its path.
        bool ambiguous = nested && (ColumnNames.Find(normalized) is not null || ColumnNames.FindNear(normalized) is not null);
        string column = ambiguous ? $"metadata.{name}" : name;
        column = ColumnNames.Clean(column);
        int existing = known is { } meaning ? Columns[meaning] : IndexOf(column);
        if (existing < 0 && Columns.Count >= options.MaxColumns)
            return new JsonKey(name, -2, null, null);
        key = new JsonKey(name, existing >= 0 ? existing : Columns.Add(column, known), known, nearest);
        // Different spellings of one known key share a column, so only the columns are bounded, not the spellings.
        if (keys.Count < options.MaxColumns * 2)
            keys.Add((nested, name), key);
        return key;
    }

    private int IndexOf(string column)
    {
        for (int index = 0; index < Columns.Count; index++)
        {
            if (Columns.Name(index) == column)
                return index;
        }

        return -1;
    }

    private void Take(ref Utf8JsonReader reader, ReadOnlySpan<byte> line, JsonKey key)
    {
        JsonTokenType type = reader.TokenType;
        string? value = Value(ref reader, line, key.Name);
        if (key.Column == -2 && !_tooManyKeys)
        {
            _tooManyKeys = true;
            problems.Row(ProblemCodes.TooManyKeys, key.Name, string.Create(CultureInfo.InvariantCulture, $"Expected at most {options.MaxColumns:N0} different keys in the file, found another: {Found.Quote(key.Name)}"));
        }

        if (key.Column < 0)
            return;
        if (values[key.Column] is not null)
            problems.Row(ProblemCodes.DuplicateKey, key.Name, $"Expected {Found.Quote(key.Name)} once, found it again with {Found.Quote(value)}");
        values[key.Column] = value;
        if (key.Nearest is { } nearest)
        {
            _misspelt |= 1u << (int)nearest;
            ReportMisspelt(key, ColumnNames.Meanings[(int)nearest]);
        }

        if (key.Known is { } known && !Fits(type, known))
        {
            _unusable |= 1u << (int)known;
            problems.Row(ProblemCodes.WrongJsonType, key.Name, $"Expected {(known == KnownColumn.MaxImages ? "a whole number" : "a text")}, found {Describe(type)}: {Found.Quote(value)}");
        }
    }

    private void ReportMisspelt(JsonKey key, string suggestion) => problems.Row(
        ProblemCodes.MisspeltKey, key.Name, $"Expected {suggestion} or a clearly different key, found {Found.Quote(key.Name)}", suggestion);

    private static bool Fits(JsonTokenType type, KnownColumn known) => type switch
    {
        JsonTokenType.String or JsonTokenType.Null => true,
        JsonTokenType.Number => known is KnownColumn.MaxImages or KnownColumn.Id,
        _ => false,
    };

    private string Value(ref Utf8JsonReader reader, ReadOnlySpan<byte> line, string key)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return "";
        int start = (int)reader.TokenStartIndex;
        if (reader.TokenType == JsonTokenType.String)
        {
            if (content.HasLoneSurrogates && !reader.ValueIsEscaped)
                return LooseUtf8.GetString(reader.ValueSpan);
            try
            {
                return reader.GetString()!;
            }
            catch (InvalidOperationException)
            {
                problems.Row(ProblemCodes.LoneSurrogate, key, "Expected whole characters, found half a surrogate pair");
            }
        }

        reader.Skip();
        return Text(line[start..(int)reader.BytesConsumed]);
    }

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);

    private static string Describe(JsonTokenType type) => type switch
    {
        JsonTokenType.StartArray => "an array",
        JsonTokenType.StartObject => "an object",
        JsonTokenType.Number => "a number",
        JsonTokenType.String => "a text",
        JsonTokenType.Null => "null",
        _ => "true or false",
    };
}
