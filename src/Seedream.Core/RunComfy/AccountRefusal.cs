namespace Seedream.Core.RunComfy;

/// <summary>Why the account was refused.</summary>
public enum AccountRefusal
{
    /// <summary>Bad, missing or expired token.</summary>
    Token,

    /// <summary>Insufficient balance.</summary>
    Balance,
}
