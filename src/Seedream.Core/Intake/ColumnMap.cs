namespace Seedream.Core.Intake;

/// <summary>The columns of a file and where the known ones are; a JSON Lines file adds columns while it is read.</summary>
internal sealed class ColumnMap
{
    private readonly List<string> _names = [];
    private readonly List<string?> _meanings = [];
    private readonly int[] _places = new int[ColumnNames.Meanings.Count];

    public ColumnMap() => Array.Fill(_places, -1);

    public int Count => _names.Count;

    /// <summary>Index of a known column, or -1.</summary>
    public int this[KnownColumn column] => _places[(int)column];

    public string Name(int index) => _names[index];

    public int Add(string name, KnownColumn? column)
    {
        if (column is { } known)
            _places[(int)known] = _names.Count;
        _names.Add(name);
        _meanings.Add(column is { } meaning ? ColumnNames.Meanings[(int)meaning] : null);
        return _names.Count - 1;
    }

    public PromptHeader ToHeader() => new() { Columns = _names.ToArray(), Meanings = _meanings.ToArray() };
}
