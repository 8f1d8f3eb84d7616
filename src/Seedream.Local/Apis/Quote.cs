using Seedream.Core.RunComfy;
using Seedream.Local.Configuration;
using Seedream.Local.Terminals;

namespace Seedream.Local.Apis;

/// <summary>What an image costs and what is on the account, as far as it can be read.</summary>
/// <param name="PricePerImage">US dollars.</param>
/// <param name="IsFromApi">False when the configured price is used.</param>
/// <param name="Balance">What is left; null if it could not be read.</param>
/// <param name="Notes">What could not be read, and why.</param>
/// <param name="Stop">The known no, for which nothing will be submitted; null when there is none.</param>
internal sealed record Quote(decimal PricePerImage, bool IsFromApi, Balance? Balance, IReadOnlyList<string> Notes, string? Stop)
{
    /// <summary>The configured price, without asking anybody.</summary>
    public static Quote Configured(Engine engine) => new(engine.Get<RunComfyOptions>().PricePerImage, IsFromApi: false, Balance: null, Notes: [], Stop: null);

    /// <summary>Asks the API, as is done before anything is submitted; what it does not tell is taken from the settings, with a note.</summary>
    public static async Task<Quote> AskAsync(Engine engine, CancellationToken cancellationToken)
    {
        PreflightReport report = await engine.Get<Preflight>().CheckAsync(cancellationToken);
        return new Quote(report.PricePerImageUsd, report.IsPriceFromApi, report.Balance, report.Warnings, report.StopReason);
    }

    /// <summary>The question whether so much may be spent; it says when the balance may not cover it.</summary>
    public string Question(decimal most) => Balance is { } balance && balance.Amount < most
        ? $"The balance ({Amounts.Usd(balance.Amount)}) may not cover it: the batch would stop when it is used up, and retry would go on. Spend at most {Amounts.Usd(most)}?"
        : $"Spend at most {Amounts.Usd(most)}?";
}
