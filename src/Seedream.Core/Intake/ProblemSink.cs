namespace Seedream.Core.Intake;

/// <summary>Collects the problems of a file and of the row that is being read, with their places.</summary>
internal sealed class ProblemSink(string file)
{
    // A hostile line of a megabyte can be wrong in very many places.
    private const int MostPerRow = 200;

    private readonly List<Problem> ofFile = [];
    private readonly List<Problem> ofRow = [];
    private int row;
    private int line;

    public IReadOnlyList<Problem> OfFile => ofFile;

    public bool FileHasErrors { get; private set; }

    public bool RowHasErrors { get; private set; }

    public void StartRow(int number, int atLine)
    {
        row = number;
        line = atLine;
        RowHasErrors = false;
        ofRow.Clear();
    }

    public void Row(ProblemCode code, string? column, string message, string? suggestion = null)
    {
        RowHasErrors |= code.Severity != Severity.Warning;
        if (ofRow.Count < MostPerRow)
            ofRow.Add(Make(code, row, line, column, message, suggestion));
    }

    public void File(ProblemCode code, string message, int? atLine = null, string? column = null, string? suggestion = null)
    {
        FileHasErrors |= code.Severity == Severity.FileError;
        ofFile.Add(Make(code, null, atLine, column, message, suggestion));
    }

    public IReadOnlyList<Problem> TakeRow() => ofRow.Count == 0 ? [] : ofRow.ToArray();

    private Problem Make(ProblemCode code, int? atRow, int? atLine, string? column, string message, string? suggestion) => new()
    {
        Code = code.Code,
        Severity = code.Severity,
        File = file,
        Row = atRow,
        Line = atLine,
        Column = column,
        Message = message,
        Suggestion = suggestion,
    };
}
