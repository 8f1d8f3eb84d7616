namespace Seedream.Local.Tests.Faults;

/// <summary>
/// What became of a row that met a fault: its outcome, submissions accepted and their money; and when the fault was over, its
/// outcome after a collect where that is another, and what a retry did.
/// </summary>
internal sealed record CellEnd(string Outcome, int Paid, Money Money)
{
    /// <summary>What was done with the row when the fault was over.</summary>
    public string? Afterwards { get; init; }

    public string? Collected { get; init; }

    public string? Retried { get; init; }

    /// <summary>As the matrix says it.</summary>
    public override string ToString() =>
        Paid > 0 ? $"{Outcome}, paid {Money}" : Money == default ? Outcome : $"{Outcome}, {Money}";
}
