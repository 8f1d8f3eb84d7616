using System.Globalization;

namespace Seedream.Core.RunComfy;

/// <summary>What the answers before a batch mean, as one pure function.</summary>
internal static class PreflightRules
{
    public static PreflightReport Judge(RunComfyOptions options, AccountAnswer account, ModelInfo? model, RunComfyException? trouble)
    {
        bool isDefault = options.Model == RunComfyOptions.DefaultModel;
        bool perImage = model is { BasePriceUsd: > 0 } && PriceUnit.IsPerImage(model.PriceUnit);
        List<string> warnings = [];
        PreflightReport report = new()
        {
            PricePerImageUsd = perImage ? model!.BasePriceUsd!.Value : options.PricePerImage,
            IsPriceFromApi = perImage,
            Balance = account.Balance,
        };
        if (account.TokenRefused)
            return Stop(report, ApiCodes.BadToken, account.Trouble!);
        if (trouble is AccountRefusedException { Reason: AccountRefusal.Token, IsDefinite: true })
            return Stop(report, ApiCodes.BadToken, trouble.Message);
        if (trouble is { VendorCode: VendorCodes.InvalidIdentifier })
            return Stop(report, ApiCodes.ModelUnknown, $"the API does not know the model '{options.Model}' at {options.ApiRoot} ({trouble.Message})");
        if (model?.PriceUnit is { } unit && !PriceUnit.IsPerImage(unit))
            return Stop(report, ApiCodes.UncountablePrice, $"the model '{options.Model}' is charged per '{unit}'{Price(model)}, which cannot be counted in images; nothing is submitted at a price nobody knows");
        if (!isDefault)
        {
            if (model is null || model.InputDifferences is null || !perImage)
                return Stop(report, ApiCodes.ModelNotChecked, $"the model '{options.Model}' is not the one this product is made for ({RunComfyOptions.DefaultModel}), and the API does not tell {Missing(model, perImage)}{(trouble is null ? "" : $" ({trouble.Message})")}: nothing is submitted to it");
            if (model.InputDifferences.Count > 0)
                return Stop(report, ApiCodes.ModelNotChecked, $"the model '{options.Model}' takes other input than {RunComfyOptions.DefaultModel}: {string.Join("; ", model.InputDifferences)}");
        }

        if (model is null)
            warnings.Add($"the price could not be read from the API ({trouble?.Message ?? "no answer"}); the configured one is used");
        else if (!perImage)
            warnings.Add($"the API names no price per image{Price(model)}; the configured one is used");
        if (!account.IsFine)
            warnings.Add($"the balance could not be read ({account.Trouble})");
        return report with { Warnings = warnings, IsUnknown = model is null || !account.IsFine };
    }

    /// <summary>The report for a job of so many images: a balance that is known not to suffice for it is a no, unless the settings say that it is none.</summary>
    public static PreflightReport ForJob(PreflightReport report, int images, BalanceCheck check)
    {
        if (report.StopCode is not null || check == BalanceCheck.Warn || report.BalanceBelow(images) is not { } usd)
            return report;
        return Stop(report, ApiCodes.NoBalance, string.Create(
            CultureInfo.InvariantCulture, $"the account's balance is ${usd} and one job costs up to ${images * report.PricePerImageUsd}; for an account that is billed later set Seedream:RunComfy:BalanceCheck to Warn"));
    }

    private static PreflightReport Stop(PreflightReport report, string code, string reason) => report with { StopCode = code, StopReason = reason };

    private static string Missing(ModelInfo? model, bool perImage) =>
        model is null ? "anything of it" : model.InputDifferences is null ? "its input schema" : perImage ? "" : "its price per image";

    private static string Price(ModelInfo model) =>
        model.BasePriceUsd is { } price ? string.Create(CultureInfo.InvariantCulture, $" at ${price}") : model.PricingNote is { } note ? $" ({note})" : "";
}
