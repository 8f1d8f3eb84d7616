using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Seedream.Core.Intake;

namespace Seedream.Core.Batches;

/// <summary>The rows of a <c>failed.csv</c>: those of batches known here, and the rest, which is a file of its own.</summary>
internal sealed class FailedSplit
{
    private readonly SortedDictionary<string, SortedDictionary<int, int>> _named = new(StringComparer.Ordinal);
    private readonly HashSet<int> _left = [];
    private readonly Dictionary<int, string> _held = [];

    /// <summary>For each batch the rows that are its own, each with its last attempt as the file knows it.</summary>
    public IReadOnlyDictionary<string, SortedDictionary<int, int>> Named => _named;

    public int Rest { get; private set; }

    public int New { get; private set; }

    public int Held => _held.Count;

    public int NotCorrected { get; private set; }

    /// <summary>A row that is one of a batch. Named twice it counts once.</summary>
    public void Name(int row, string batch, int batchRow, int attempt)
    {
        _left.Add(row);
        Begin(batch).TryAdd(batchRow, attempt);
    }

    /// <summary>A row with errors that is as its batch has it.</summary>
    public void Leave(int row, string batch)
    {
        _left.Add(row);
        Begin(batch);
        NotCorrected++;
    }

    /// <summary>A row of the file's own batch; with a reason, one that is not submitted.</summary>
    public void Keep(PromptRow row, string? held)
    {
        Rest++;
        if (row.Input is null)
            return;
        if (held is null)
            New++;
        else
            _held[row.Row] = held;
    }

    /// <summary>The row as the file's own batch has it; null where it is another's.</summary>
    public PromptRow? Choose(PromptRow row) =>
        _left.Contains(row.Row) ? null : _held.TryGetValue(row.Row, out string? reason) ? row with { Held = reason } : row;

    /// <summary>What a batch's rows are on record under, whatever the file is called and however it was saved.</summary>
    public static string KeyOf(SortedDictionary<int, int> rows)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach ((int row, int attempt) in rows)
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{row}.{attempt};")));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..20];
    }

    private SortedDictionary<int, int> Begin(string batch)
    {
        if (!_named.TryGetValue(batch, out SortedDictionary<int, int>? rows))
            _named.Add(batch, rows = []);
        return rows;
    }
}
