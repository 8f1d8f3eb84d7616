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
    private readonly ProblemSink _problems;
    private readonly IntakeOptions _options;
    private PromptContent? _content;
    private RowSource? _source;
    private ColumnMap _columns = new();
    private bool _assumptionReported;

    private PromptFile(string name, IntakeOptions options)
    {
        Name = name;
        _options = options;
        _problems = new ProblemSink(name);
    }

    /// <summary>The file name as given; its extension decides the format where the content leaves a choice.</summary>
    public string Name { get; }

    /// <summary><c>csv</c> or <c>jsonl</c>.</summary>
    public string Format { get; private set; } = "csv";

    /// <summary>The columns kept. Complete after the last row: a JSON Lines file brings new ones while it is read.</summary>
    public PromptHeader Header => _columns.ToHeader();

    /// <summary>Problems of the file as a whole; complete after the last row.</summary>
    public IReadOnlyList<Problem> FileProblems => _problems.OfFile;

    /// <summary>True when the file as a whole is unusable. Its rows are still given as far as they can be read, to show their problems too.</summary>
    public bool IsRejected => _problems.FileHasErrors;

    /// <summary>True for a <c>failed.csv</c>, by the columns that reports add.</summary>
    public bool IsReport { get; private set; }

    /// <summary>Rows given so far.</summary>
    public int Rows { get; private set; }

    /// <summary>
    /// SHA-256 of the file's bytes, lower-case hexadecimal; known after the last row. Empty when the file is larger than
    /// allowed and so was not read to its end.
    /// </summary>
    public string ContentSha256 { get; private set; } = "";

    /// <summary>Bytes of the file read so far; its size after the last row.</summary>
    public long ContentBytes => _content?.RawBytes ?? 0;

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
        if (_source is null)
            return null;
        try
        {
            PromptRow? row = await _source.ReadAsync(cancellationToken);
            ReportAssumption();
            if (row is not null && row.Row > _options.MaxRows)
            {
                _problems.File(ProblemCodes.TooManyRows, string.Create(CultureInfo.InvariantCulture, $"Expected at most {_options.MaxRows:N0} rows, found more"), row.Line);
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
        _source?.Dispose();
        _source = null;
        if (_content is not null)
            await _content.DisposeAsync();
    }

    private async Task StartAsync(Stream stream, JobDefaults defaults, CancellationToken cancellationToken)
    {
        try
        {
            _content = new PromptContent(stream, _options.MaxBytes);
            await _content.StartAsync(cancellationToken);
            Format = JsonText.IsJsonLines(_content.Peek, Name) ? "jsonl" : "csv";
            if (JsonText.DescribeWholeDocument(_content.Peek, Name) is { } found)
                throw new UnreadableFileException(ProblemCodes.JsonArrayFile, $"Expected one JSON object per line, found {found}");
            RowRules rules = new(_options, defaults, _problems);
            _source = Format == "jsonl"
                ? new JsonLinesRows(_content, _options, _problems, rules)
                : await CsvRows.OpenAsync(_content, Name, _options, _problems, rules, cancellationToken);
            _columns = _source.Columns;
            IsReport = _source.IsReport;
            ReportAssumption();
            // Without a prompt column every row would be reported for the same thing.
            if (_source.Columns[KnownColumn.Prompt] < 0 && Format == "csv")
                await FinishAsync(cancellationToken);
        }
        catch (UnreadableFileException exception)
        {
            Report(exception);
            await FinishAsync(cancellationToken);
        }
    }

    private void Report(UnreadableFileException exception) => _problems.File(exception.Code, exception.Message, exception.Line);

    private void ReportAssumption()
    {
        if (_assumptionReported || _content?.AssumedFromLine is not { } line)
            return;
        _assumptionReported = true;
        _problems.File(ProblemCodes.AssumedWindows1252, string.Create(CultureInfo.InvariantCulture,
            $"Expected UTF-8, found bytes that are none on line {line}; they are read as Windows-1252"), line);
    }

    private async Task FinishAsync(CancellationToken cancellationToken)
    {
        _source?.Dispose();
        _source = null;
        if (_content is null || _problems.OfFile.Any(problem => problem.Code == ProblemCodes.TooManyBytes.Code))
            return;
        try
        {
            await _content.DrainAsync(cancellationToken);
            ContentSha256 = _content.Sha256();
        }
        catch (UnreadableFileException exception)
        {
            Report(exception);
        }
    }
}
