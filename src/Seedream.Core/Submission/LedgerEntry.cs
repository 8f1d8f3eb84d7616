namespace Seedream.Core.Submission;

/// <summary>A ledger record as read or written, with the version to replace it by.</summary>
/// <param name="Name">Object name.</param>
/// <param name="Record">What it says.</param>
/// <param name="Version">Version in storage.</param>
/// <param name="Owned">True when the caller has just reserved it and may submit, once.</param>
public sealed record LedgerEntry(string Name, LedgerRecord Record, string Version, bool Owned);
