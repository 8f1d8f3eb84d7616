namespace Seedream.Core.RunComfy;

/// <summary>What a balance means that is known to be below the price of one job.</summary>
public enum BalanceCheck
{
    /// <summary>Nothing is submitted: the batch halts.</summary>
    Stop,

    /// <summary>A warning: accounts that are billed later may be at zero or below it.</summary>
    Warn,
}
