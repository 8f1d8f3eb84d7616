namespace Seedream.Core.Intake;

/// <summary>The columns of a file and where the known ones are; a JSON Lines file adds columns while it is read.</summary>
internal sealed class ColumnMap
{
    private readonly List<string> names = [];
    private readonly List<string?> meanings = [];
    private readonly int[] places = new int[ColumnNames.Meanings.Count];

    public ColumnMap() => Array.Fill(places, -1);

    public int Count => names.Count;

    /// <summary>Index of a known column, or -1.</summary>
    public int this[KnownColumn column] => places[(int)column];

    public string Name(int index) => names[index];

    public int Add(string name, KnownColumn? column)
    {
        if (column is { } known)
            places[(int)known] = names.Count;
        names.Add(name);
        meanings.Add(column is { } meaning ? ColumnNames.Meanings[(int)meaning] : null);
        return names.Count - 1;
    }

    public PromptHeader ToHeader() => new() { Columns = names.ToArray(), Meanings = meanings.ToArray() };
}
