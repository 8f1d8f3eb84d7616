namespace Seedream.Local.Tests.Faults;

/// <summary>What became of a row that met a fault: its outcome, submissions paid for, and its outcome after a collect when the fault was over.</summary>
internal sealed record CellEnd(string Outcome, int Paid, string? Collected = null)
{
    public override string ToString() => $"{Outcome}, paid {Paid}{(Collected is null ? "" : $"; collected: {Collected}")}";
}
