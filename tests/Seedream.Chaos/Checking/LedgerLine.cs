namespace Seedream.Chaos.Checking;

/// <summary>What a ledger record says.</summary>
internal sealed record LedgerLine(string Name, string State, string? RequestId);
