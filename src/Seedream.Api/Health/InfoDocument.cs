using System.Text.Json.Serialization;

namespace Seedream.Api.Health;

/// <summary>What this installation is and allows.</summary>
public sealed record InfoDocument
{
    [JsonPropertyName("version")]
    public required string Version { get; init; }

    [JsonPropertyName("model")]
    public required string Model { get; init; }

    /// <summary>US dollars, as the image API tells it or as configured.</summary>
    [JsonPropertyName("price_per_image_usd")]
    public required decimal PricePerImageUsd { get; init; }

    /// <summary>What is left on the account; absent when the token may not see it.</summary>
    [JsonPropertyName("balance")]
    public decimal? Balance { get; init; }

    [JsonPropertyName("balance_currency")]
    public string? BalanceCurrency { get; init; }

    /// <summary>Why there is no balance: a code of docs/errors.md.</summary>
    [JsonPropertyName("balance_error_code")]
    public string? BalanceErrorCode { get; init; }

    [JsonPropertyName("limits")]
    public required LimitsDocument Limits { get; init; }
}
