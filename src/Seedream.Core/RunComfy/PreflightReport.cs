namespace Seedream.Core.RunComfy;

/// <summary>What was found out before anything is paid for.</summary>
public sealed record PreflightReport
{
    /// <summary>Stable code of the known no (docs/errors.md); null when there is none.</summary>
    public string? StopCode { get; init; }

    /// <summary>The known no in words; null with <see cref="StopCode"/>.</summary>
    public string? StopReason { get; init; }

    /// <summary>What could not be found out, in words.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>US dollars per image: the API's, else the configured price.</summary>
    public required decimal PricePerImageUsd { get; init; }

    /// <summary>False when the configured price is used.</summary>
    public bool IsPriceFromApi { get; init; }

    /// <summary>What is left on the account; null when it could not be read.</summary>
    public Balance? Balance { get; init; }

    /// <summary>Something could not be found out: the first submission goes alone.</summary>
    public bool IsUnknown { get; init; }

    /// <summary>US dollars on the account where that is known and below the price of so many images; null otherwise.</summary>
    public decimal? BalanceBelow(long images) =>
        Balance is { Amount: var usd, Currency: var currency } && currency.Equals("USD", StringComparison.OrdinalIgnoreCase) && usd < images * PricePerImageUsd ? usd : null;
}
