using System.Globalization;
using System.Text;
using CsvHelper;
using Seedream.Core.Reporting;

namespace Seedream.Core.Intake;

/// <summary>The rows of a CSV file.</summary>
internal sealed class CsvRows : RowSource
{
    private const int ReportText = 512 * 1024;

    private readonly CsvReader _reader;
    private readonly PromptContent _content;
    private readonly IntakeOptions _options;
    private readonly ProblemSink _problems;
    private readonly RowRules _rules;
    private CsvMalformedReason? _malformed;
    private int[] _places = [];
    private bool _isReport;
    private int _added;
    private KnownColumn?[]? _nearest;
    private int _row;

    private CsvRows(PromptContent content, string fileName, IntakeOptions options, ProblemSink problems, RowRules rules)
    {
        _content = content;
        _options = options;
        _problems = problems;
        _rules = rules;
        _reader = CsvReader.Create(content, new CsvReaderOptions
        {
            Separator = CsvSeparator.Detect(content.Peek, fileName),
            HasHeader = false,
            TrackLineNumbers = true,
            MaxRecordSize = MayBeReport(content.Peek) ? (2 * MaxRowBytes(options)) + ReportText : MaxRowBytes(options),
            OnMalformedRecord = record => _malformed ??= record.Reason,
        }, leaveOpen: true);
    }

    /// <summary>Reads the header. What is wrong with it goes to the problems of the file.</summary>
    public static async Task<CsvRows> OpenAsync(
        PromptContent content, string fileName, IntakeOptions options, ProblemSink problems, RowRules rules, CancellationToken cancellationToken)
    {
        CsvRows rows = new(content, fileName, options, problems, rules);
        try
        {
            if (await rows.MoveAsync(cancellationToken))
            {
                string[] names = new string[rows._reader.FieldCount];
                for (int index = 0; index < names.Length; index++)
                    names[index] = rows._reader.GetString(index);
                rows._added = CsvHeader.CountAdded(names);
                rows._isReport = rows._added > 0;
                rows._places = CsvHeader.Read(names, (int)rows._reader.LineNumber, options, rows.Columns, problems);
            }
            else
            {
                problems.File(ProblemCodes.FileEmpty, "Expected a header line with a prompt column, found nothing");
            }

            return rows;
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }

    public override async ValueTask<PromptRow?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!await MoveAsync(cancellationToken))
        {
            if (_row == 0)
                _problems.File(ProblemCodes.NoRows, "Expected at least one row below the header, found none");
            return null;
        }

        int line = (int)_reader.LineNumber;
        _problems.StartRow(++_row, line);
        if (_malformed == CsvMalformedReason.TextAfterClosingQuote)
            _problems.Row(ProblemCodes.TextAfterQuote, null, $"Expected a separator or the end of the line after a closing quotation mark, found more text in {Found.Quote(Start())}");
        else if (_malformed == CsvMalformedReason.StrayQuote)
            _problems.Row(ProblemCodes.StrayQuote, null, $"A quotation mark inside an unquoted cell is taken as text in {Found.Quote(Start())}");
        string[] cells = new string[Columns.Count];
        int known = Math.Min(_places.Length, _reader.FieldCount);
        for (int index = 0; index < known; index++)
        {
            if (_places[index] >= 0)
                cells[_places[index]] = Cell(index);
        }

        for (int index = known; index < _places.Length; index++)
        {
            if (_places[index] >= 0)
                cells[_places[index]] = "";
        }

        if (_isReport)
            RefuseMisspelt(cells);
        uint unusable = _reader.FieldCount > _places.Length && !IsBlankFrom(_places.Length) ? RefuseExtraCells(cells) : 0;
        PromptRow row = _rules.Check(_row, line, cells, Columns, unusable);
        return _isReport ? row with { Report = ReadReport() } : row;
    }

    public override bool IsReport => _isReport;

    public override void Dispose() => _reader.Dispose();

    private ReportCells ReadReport()
    {
        int first = _places.Length - _added;
        return ReportCells.From([.. Enumerable.Range(first, Math.Clamp(_reader.FieldCount - first, 0, _added)).Select(Cell)]);
    }

    // A report has its rows in quotation marks, doubled where they are part of a text, and what was wrong with them besides.
    private static bool MayBeReport(ReadOnlySpan<byte> start) => start.IndexOf("request_id"u8) >= 0;

    // Moves to the next record that is not blank.
    private async ValueTask<bool> MoveAsync(CancellationToken cancellationToken)
    {
        do
        {
            _malformed = null;
            try
            {
                if (!await _reader.ReadAsync(cancellationToken))
                    return false;
            }
            catch (CsvFormatException exception)
            {
                throw TooLarge((int)exception.LineNumber);
            }

            if (!_isReport && _reader.RawRecord.Length > MaxRowBytes(_options))
                throw TooLarge((int)_reader.LineNumber);
            if (_malformed == CsvMalformedReason.UnterminatedQuote)
                throw Unclosed();
        }
        while (IsBlankFrom(0));
        return true;
    }

    private UnreadableFileException TooLarge(int line) => new(ProblemCodes.RowTooLarge, string.Create(CultureInfo.InvariantCulture,
        $"Expected a row of at most {MaxRowBytes(_options):N0} bytes, found more from line {line} on; if a cell there starts with a quotation mark, it may never be closed"), line);

    // The open cell is the last one, so the quotation mark is its first byte.
    private UnreadableFileException Unclosed()
    {
        ReadOnlySpan<byte> open = _reader.GetRawSpan(_reader.FieldCount - 1);
        ReadOnlySpan<byte> before = _reader.RawRecord[..^open.Length];
        int line = (int)_reader.LineNumber + LineBreaks(before);
        string start = Encoding.UTF8.GetString(open[..Math.Min(open.Length, 200)]);
        return new UnreadableFileException(ProblemCodes.UnclosedQuote, string.Create(CultureInfo.InvariantCulture,
            $"Expected a closing quotation mark, found none for the one opened on line {line}: {Found.Quote(start)}"), line);
    }

    private static int LineBreaks(ReadOnlySpan<byte> bytes)
    {
        int breaks = 0;
        for (int index = 0; index < bytes.Length; index++)
        {
            if (bytes[index] == (byte)'\n' || (bytes[index] == (byte)'\r' && (index + 1 == bytes.Length || bytes[index + 1] != (byte)'\n')))
                breaks++;
        }

        return breaks;
    }

    // Nobody can say where the prompt ends, so the row keeps its text outside the prompt: should it come back in
    // failed.csv and be dropped unread, it is refused again and not paid for with half a prompt.
    private uint RefuseExtraCells(string[] cells)
    {
        string raw = Encoding.UTF8.GetString(_reader.RawRecord[..Math.Min(_reader.RawRecord.Length, _options.MaxCellLength)]);
        _problems.Row(ProblemCodes.TooManyCells, null, string.Create(CultureInfo.InvariantCulture,
            $"Expected {_places.Length} {(_places.Length == 1 ? "cell" : "cells")}, found {_reader.FieldCount}: {Found.Quote(raw)}; an unquoted '{Show(_reader.Separator)}' in a text splits it, so put the text in quotation marks"));
        Array.Fill(cells, "");
        int keeper = Columns.Count - 1;
        if (keeper == Columns[KnownColumn.Prompt] && keeper > 0)
            keeper--;
        if (keeper >= 0)
            cells[keeper] = raw;
        return uint.MaxValue;
    }

    // A report of JSON Lines has a column for every key that was almost a known one; only the rows that have it are wrong.
    private void RefuseMisspelt(string[] cells)
    {
        _nearest ??= [.. Columns.ToHeader().Meanings.Select((meaning, index) => meaning is null ? ColumnNames.FindNear(ColumnNames.Normalize(Columns.Name(index))) : null)];
        for (int index = 0; index < cells.Length; index++)
        {
            if (_nearest[index] is not { } meant || string.IsNullOrWhiteSpace(cells[index]))
                continue;
            string name = Columns.Name(index);
            string suggestion = ColumnNames.Meanings[(int)meant];
            _problems.Row(ProblemCodes.MisspeltKey, name, $"Expected {suggestion} or a clearly different name, found {Found.Quote(name)}", suggestion);
        }
    }

    private static string Show(char separator) => separator == '\t' ? "tab" : separator.ToString();

    private string Start() => Encoding.UTF8.GetString(_reader.RawRecord[..Math.Min(_reader.RawRecord.Length, 200)]);

    private string Cell(int index)
    {
        string cell = _content.HasLoneSurrogates ? LooseUtf8.GetString(_reader.GetSpan(index)) : _reader.GetString(index);
        return _isReport ? FormulaGuard.Remove(cell) : cell;
    }

    private bool IsBlankFrom(int first)
    {
        for (int index = first; index < _reader.FieldCount; index++)
        {
            if (_reader.GetSpan(index).IndexOfAnyExcept(" \t\r\n"u8) >= 0)
                return false;
        }

        return true;
    }
}
