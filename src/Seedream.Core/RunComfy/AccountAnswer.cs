namespace Seedream.Core.RunComfy;

/// <summary>What the account said when it was asked.</summary>
public sealed record AccountAnswer
{
    /// <summary>What is left; null when it could not be read.</summary>
    public Balance? Balance { get; init; }

    /// <summary>The account API definitely does not take the token.</summary>
    public bool TokenRefused { get; init; }

    /// <summary>Why there is no balance, in words; null when there is one.</summary>
    public string? Trouble { get; init; }

    /// <summary>True when the token was accepted.</summary>
    public bool IsFine => Balance is not null;

    /// <summary>US dollars on the account; null when unknown or in another currency.</summary>
    public decimal? Usd => Balance is { Currency: var currency } balance && currency.Equals("USD", StringComparison.OrdinalIgnoreCase) ? balance.Amount : null;
}
