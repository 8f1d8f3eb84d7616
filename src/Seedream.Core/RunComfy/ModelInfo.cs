namespace Seedream.Core.RunComfy;

/// <summary>The model as the API tells it.</summary>
public sealed record ModelInfo(decimal? BasePriceUsd, string? PriceUnit, string? PricingNote)
{
    /// <summary>
    /// How its input schema differs from what this product sends, in words; empty when it takes all of it. Null when the API told no
    /// schema.
    /// </summary>
    public IReadOnlyList<string>? InputDifferences { get; init; }
}
