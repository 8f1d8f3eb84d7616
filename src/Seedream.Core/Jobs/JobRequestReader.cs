using System.Text;
using System.Text.Unicode;
using Seedream.Core.Intake;

namespace Seedream.Core.Jobs;

/// <summary>
/// Reads a single job from JSON, by the same rules and with the same codes as a line of a JSON Lines file: the model's input
/// fields, <c>id</c>, <c>metadata</c>. The text may be spread over lines. Whatever the bytes, the answer is a request or
/// what is wrong with them.
/// </summary>
public sealed class JobRequestReader
{
    // The name decides that it is read as JSON; it is never shown.
    private const string Name = "request.jsonl";

    private readonly IntakeOptions _options;

    public JobRequestReader(IntakeOptions options) => _options = options;

    /// <summary>Reads the request; <paramref name="defaults"/> is what absent fields mean.</summary>
    public async Task<JobRequestReading> ReadAsync(ReadOnlyMemory<byte> json, JobDefaults defaults, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> text = json.Span.StartsWith(Encoding.UTF8.Preamble) ? json[3..] : json;
        if (!Utf8.IsValid(text.Span))
            return Refused(ProblemCodes.DamagedText, "Expected JSON in UTF-8, found bytes that are none");
        if (text.Span.Trim(" \t\r\n"u8) is [not (byte)'{', ..])
            return Refused(ProblemCodes.NotAnObject, $"Expected an object such as {{\"prompt\": \"...\"}}, found {Found.Quote(Start(text.Span))}");

        using MemoryStream line = new(OneLine(text.Span), writable: false);
        await using PromptFile file = await PromptFile.OpenAsync(line, Name, _options, defaults, cancellationToken);
        PromptRow? row = await file.ReadRowAsync(cancellationToken);
        if (row is not null)
            await file.ReadRowAsync(cancellationToken);
        Problem[] problems = [.. file.FileProblems.Concat(row?.Problems ?? []).Select(problem => problem with { File = null, Row = null, Line = null })];
        return file.IsRejected || row?.Input is not { } input
            ? new JobRequestReading(null, problems)
            : new JobRequestReading(new JobRequest { Input = input, Id = row.Id, Metadata = MetadataOf(row, file.Header) }, problems);
    }

    private static Dictionary<string, string> MetadataOf(PromptRow row, PromptHeader header)
    {
        Dictionary<string, string> metadata = new(StringComparer.Ordinal);
        for (int index = 0; index < row.Cells.Count; index++)
        {
            if (header.Meanings[index] is null)
                metadata[header.Columns[index]] = row.Cells[index];
        }

        return metadata;
    }

    // Between values a line break is a space like any other. Within a text JSON allows none: it becomes a character that is
    // as forbidden there, so that the text stays as wrong as it was.
    private static byte[] OneLine(ReadOnlySpan<byte> json)
    {
        byte[] line = json.ToArray();
        bool inText = false;
        for (int index = 0; index < line.Length; index++)
        {
            switch (line[index])
            {
                case (byte)'\\' when inText:
                    index++;
                    break;
                case (byte)'"':
                    inText = !inText;
                    break;
                case (byte)'\r' or (byte)'\n':
                    line[index] = inText ? (byte)1 : (byte)' ';
                    break;
            }
        }

        return line;
    }

    private static string Start(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text[..Math.Min(text.Length, 64)]);

    private static JobRequestReading Refused(ProblemCode code, string message) =>
        new(null, [new Problem { Code = code.Code, Severity = code.Severity, Message = message }]);
}
