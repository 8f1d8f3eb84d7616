namespace Seedream.Core.RunComfy;

/// <summary>What is left on the account.</summary>
public sealed record Balance(decimal Amount, string Currency);
