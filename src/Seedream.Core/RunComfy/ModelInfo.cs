namespace Seedream.Core.RunComfy;

/// <summary>The model's price as the API tells it.</summary>
public sealed record ModelInfo(decimal? BasePriceUsd, string? PriceUnit, string? PricingNote);
