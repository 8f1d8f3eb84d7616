using System.Text.Json.Serialization;

namespace Seedream.Simulator.Accounting;

/// <summary>The account in numbers: the body of <c>GET /simulator/account</c>.</summary>
public sealed record AccountSummary
{
    /// <summary>Submissions accepted and not cancelled.</summary>
    [JsonPropertyName("paid")]
    public int Paid { get; init; }

    /// <summary>Distinct markers whose submission was tried and not refused for good.</summary>
    [JsonPropertyName("wanted")]
    public int Wanted { get; init; }

    /// <summary>Markers paid more than once.</summary>
    [JsonPropertyName("duplicates")]
    public IReadOnlyList<string> Duplicates { get; init; } = [];

    /// <summary>Money spent on finished generations.</summary>
    [JsonPropertyName("billed_usd")]
    public decimal BilledUsd { get; init; }

    [JsonPropertyName("balance_usd")]
    public decimal BalanceUsd { get; init; }

    /// <summary>Downloads that were sent the bearer token, which no client should do.</summary>
    [JsonPropertyName("token_leaks")]
    public int TokenLeaks { get; init; }

    /// <summary>Accepted submissions by state.</summary>
    [JsonPropertyName("by_state")]
    public IReadOnlyDictionary<string, int> ByState { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);
}
