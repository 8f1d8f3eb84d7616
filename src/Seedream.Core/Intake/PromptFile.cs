using System.Globalization;
using System.Runtime.CompilerServices;
using Seedream.Core.Jobs;

namespace Seedream.Core.Intake;

/// <summary>
/// A prompt file being read: CSV or JSON Lines, any of the usual encodings, in constant memory. Whatever is wrong with it
/// becomes a <see cref="Problem"/>; only errors of the stream itself are raised.
/// </summary>
public sealed class PromptFile : IAsyncDisposable
{
    private readonly ProblemSink problems;
    private readonly IntakeOptions options;
    private PromptContent? content;
    private RowSource? source;
    private ColumnMap columns = new();
    private bool assumptionReported;

    private PromptFile(string name, IntakeOptions options)
    {
        Name = name;
        this.options = options;
        problems = new ProblemSink(name);
    }

    /// <summary>The file name as given; its extension decides the format where the content leaves a choice.</summary>
    public string Name { get; }

    /// <summary><c>csv</c> or <c>jsonl</c>.</summary>
    public string Format { get; private set; } = "csv";

    /// <summary>The columns kept. Complete after the last row: a JSON Lines file brings new ones while it is read.</summary>
    public PromptHeader Header => columns.ToHeader();

    /// <summary>Problems of the file as a whole; complete after the last row.</summary>
    public IReadOnlyList<Problem> FileProblems => problems.OfFile;

    /// <summary>True when the file as a whole is unusable. Its rows are still given as far as they can be read, to show their problems too.</summary>
    public bool IsRejected => problems.FileHasErrors;

    /// <summary>Rows given so far.</summary>
    public int Rows { get; private set; }

    /// <summary>
    /// SHA-256 of the file's bytes, lower-case hexadecimal; known after the last row. Empty when the file is larger than
    /// allowed and so was not read to its end.
    /// </summary>
    public string ContentSha256 { get; private set; } = "";

    /// <summary>Bytes of the file read so far; its size after the last row.</summary>
    public long ContentBytes => content?.RawBytes ?? 0;

    /// <summary>Starts reading: the header and the first problems are known afterwards. The stream stays the caller's.</summary>
    public static async Task<PromptFile> OpenAsync(Stream content, string fileName, IntakeOptions options, JobDefaults defaults, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(fileName);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(defaults);
        PromptFile file = new(fileName, options);
        try
        {
            await file.StartAsync(content, defaults, cancellationToken);
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>The rows in order. They can be read once.</summary>
    public async IAsyncEnumerable<PromptRow> ReadRowsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (await ReadRowAsync(cancellationToken) is { } row)
            yield return row;
    }

    /// <summary>The next row, or null after the last.</summary>
    public async ValueTask<PromptRow?> ReadRowAsync(CancellationToken cancellationToken)
    {
        if (source is null)
            return null;
        try
        {
            PromptRow? row = await source.ReadAsync(cancellationToken);
            ReportAssumption();
            if (row is not null && row.Row > options.MaxRows)
            {
                problems.File(ProblemCodes.TooManyRows, string.Create(CultureInfo.InvariantCulture, $"Expected at most {options.MaxRows:N0} rows, found more"), row.Line);
                row = null;
            }

            if (row is not null)
            {
                Rows++;
                return row;
            }
        }
        catch (UnreadableFileException exception)
        {
            Report(exception);
        }

        await FinishAsync(cancellationToken);
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        source?.Dispose();
        source = null;
        if (content is not null)
            await content.DisposeAsync();
    }

    private async Task StartAsync(Stream stream, JobDefaults defaults, CancellationToken cancellationToken)
    {
        try
        {
            content = new PromptContent(stream, options.MaxBytes);
            await content.StartAsync(cancellationToken);
            Format = JsonText.IsJsonLines(content.Peek, Name) ? "jsonl" : "csv";
            if (JsonText.DescribeWholeDocument(content.Peek, Name) is { } found)
                throw new UnreadableFileException(ProblemCodes.JsonArrayFile, $"Expected one JSON object per line, found {found}");
            RowRules rules = new(options, defaults, problems);
            source = Format == "jsonl"
                ? new JsonLinesRows(content, options, problems, rules)
                : await CsvRows.OpenAsync(content, Name, options, problems, rules, cancellationToken);
            columns = source.Columns;
            ReportAssumption();
            // Without a prompt column every row would be reported for the same thing.
            if (source.Columns[KnownColumn.Prompt] < 0 && Format == "csv")
                await FinishAsync(cancellationToken);
        }
        catch (UnreadableFileException exception)
        {
            Report(exception);
            await FinishAsync(cancellationToken);
        }
    }

    private void Report(UnreadableFileException exception) => problems.File(exception.Code, exception.Message, exception.Line);

    private void ReportAssumption()
    {
        if (assumptionReported || content?.AssumedFromLine is not { } line)
            return;
        assumptionReported = true;
        problems.File(ProblemCodes.AssumedWindows1252, string.Create(CultureInfo.InvariantCulture,
            $"Expected UTF-8, found bytes that are none on line {line}; they are read as Windows-1252"), line);
    }

    private async Task FinishAsync(CancellationToken cancellationToken)
    {
        source?.Dispose();
        source = null;
        if (content is null || problems.OfFile.Any(problem => problem.Code == ProblemCodes.TooManyBytes.Code))
            return;
        try
        {
            await content.DrainAsync(cancellationToken);
            ContentSha256 = content.Sha256();
        }
        catch (UnreadableFileException exception)
        {
            Report(exception);
        }
    }
}
