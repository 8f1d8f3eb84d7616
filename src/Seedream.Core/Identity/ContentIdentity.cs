namespace Seedream.Core.Identity;

/// <summary>What a prompt file is, whatever it is called and however it is written down.</summary>
/// <param name="Asked">Hash of what its valid rows ask for, in any order, and of the run number: files of the same hash are paid for once.</param>
/// <param name="Full">Hash of its rows as understood, in order, with metadata and invalid rows: files of the same hash have the same results.</param>
public sealed record ContentIdentity(string Asked, string Full);
