namespace Seedream.Core.Intake;

/// <summary>Collects the problems of a file and of the row that is being read, with their places.</summary>
internal sealed class ProblemSink(string file)
{
    // A hostile line of a megabyte can be wrong in very many places.
    private const int MostPerRow = 200;

    private readonly List<Problem> _ofFile = [];
    private readonly List<Problem> _ofRow = [];
    private int _row;
    private int _line;

    public IReadOnlyList<Problem> OfFile => _ofFile;

    public bool FileHasErrors { get; private set; }

    public bool RowHasErrors { get; private set; }

    public void StartRow(int number, int atLine)
    {
        _row = number;
        _line = atLine;
        RowHasErrors = false;
        _ofRow.Clear();
    }

    public void Row(ProblemCode code, string? column, string message, string? suggestion = null)
    {
        // The first error is kept whatever stands before it: a row without input has to say why.
        bool isFirstError = code.Severity != Severity.Warning && !RowHasErrors;
        RowHasErrors |= isFirstError;
        if (_ofRow.Count < MostPerRow || isFirstError)
            _ofRow.Add(Make(code, _row, _line, column, message, suggestion));
    }

    public void File(ProblemCode code, string message, int? atLine = null, string? column = null, string? suggestion = null)
    {
        FileHasErrors |= code.Severity == Severity.FileError;
        _ofFile.Add(Make(code, null, atLine, column, message, suggestion));
    }

    public IReadOnlyList<Problem> TakeRow() => _ofRow.Count == 0 ? [] : _ofRow.ToArray();

    private Problem Make(ProblemCode code, int? atRow, int? atLine, string? column, string message, string? suggestion) => new()
    {
        Code = code.Code,
        Severity = code.Severity,
        File = file,
        Row = atRow,
        Line = atLine,
        // A name from the file is for a terminal too.
        Column = column is null ? null : ColumnNames.Clean(column),
        Message = message,
        Suggestion = suggestion,
    };
}
