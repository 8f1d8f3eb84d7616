namespace Seedream.Local.Tests.Faults;

/// <summary>What the results say of a row.</summary>
internal sealed record RowEnd(string Outcome, decimal Reported, decimal Open);
