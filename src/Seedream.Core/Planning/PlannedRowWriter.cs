using System.Buffers;
using System.Text.Json;
using Seedream.Core.Intake;

namespace Seedream.Core.Planning;

/// <summary>
/// Writes rows as lines of a plan segment, in the form <see cref="PlannedRow"/> reads. By hand, because a plan may have
/// millions of rows and this is most of the work: with the serializer planning takes twice as long.
/// </summary>
internal sealed class PlannedRowWriter : IDisposable
{
    private static readonly JsonEncodedText RowName = JsonEncodedText.Encode("row");
    private static readonly JsonEncodedText LineName = JsonEncodedText.Encode("line");
    private static readonly JsonEncodedText IdName = JsonEncodedText.Encode("id");
    private static readonly JsonEncodedText InputName = JsonEncodedText.Encode("input");
    private static readonly JsonEncodedText CellsName = JsonEncodedText.Encode("cells");
    private static readonly JsonEncodedText HomeBatchName = JsonEncodedText.Encode("home_batch");
    private static readonly JsonEncodedText HomeRowName = JsonEncodedText.Encode("home_row");
    private static readonly JsonEncodedText HeldName = JsonEncodedText.Encode("held");
    private static readonly JsonEncodedText ProblemsName = JsonEncodedText.Encode("problems");

    private readonly Utf8JsonWriter _json = new(Stream.Null, PlanningJson.Writing);
    private readonly Dictionary<PlannedInput, byte[]> _inputs = [];

    public void Write(PromptRow row, ArrayBufferWriter<byte> line)
    {
        _json.Reset(line);
        _json.WriteStartObject();
        _json.WriteNumber(RowName, row.Row);
        _json.WriteNumber(LineName, row.Line);
        if (row.Id is not null)
            _json.WriteString(IdName, row.Id);
        if (row.Input is { } input)
        {
            _json.WritePropertyName(InputName);
            _json.WriteRawValue(InputJson(new PlannedInput(input, PromptCell(row.Cells, input.Prompt))), skipInputValidation: true);
        }

        _json.WriteStartArray(CellsName);
        for (int index = 0; index < row.Cells.Count; index++)
            _json.WriteStringValue(row.Cells[index]);
        _json.WriteEndArray();
        if (row.Home is { } home)
        {
            _json.WriteString(HomeBatchName, home.Batch);
            _json.WriteNumber(HomeRowName, home.Row);
        }

        if (row.Held is not null)
            _json.WriteString(HeldName, row.Held);
        if (row.Problems.Count > 0)
        {
            _json.WritePropertyName(ProblemsName);
            JsonSerializer.Serialize(_json, row.Problems, PlanningJson.Default.IReadOnlyListProblem);
        }

        _json.WriteEndObject();
        _json.Flush();
        line.Write("\n"u8);
    }

    public void Dispose() => _json.Dispose();

    // All but the prompt of an input is one of few combinations, so each is made once.
    private byte[] InputJson(PlannedInput input)
    {
        if (!_inputs.TryGetValue(input, out byte[]? bytes))
        {
            bytes = JsonSerializer.SerializeToUtf8Bytes(input, PlanningJson.Default.PlannedInput);
            if (_inputs.Count < 2000)
                _inputs.Add(input, bytes);
        }

        return bytes;
    }

    // Any cell that reads like the prompt serves: the first is found at once in the usual file.
    private static int PromptCell(IReadOnlyList<string> cells, string prompt)
    {
        for (int index = 0; index < cells.Count; index++)
        {
            if (cells[index].AsSpan().Trim().SequenceEqual(prompt))
                return index;
        }

        throw new ArgumentException("The prompt is in none of the row's cells", nameof(cells));
    }
}
