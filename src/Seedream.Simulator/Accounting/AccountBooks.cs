using System.Text.Json.Serialization;

namespace Seedream.Simulator.Accounting;

/// <summary>The books to the cent: the body of <c>GET /simulator/books</c>. The entries add up to the totals, and these to the account.</summary>
public sealed record AccountBooks
{
    /// <summary>Every accepted request, in order of acceptance.</summary>
    [JsonPropertyName("requests")]
    public required IReadOnlyList<BookEntry> Requests { get; init; }

    /// <summary>The same by state; every state is there.</summary>
    [JsonPropertyName("totals")]
    public required IReadOnlyDictionary<string, StateTotal> Totals { get; init; }

    /// <summary>Money spent on finished generations, in USD.</summary>
    [JsonPropertyName("billed_usd")]
    public required decimal BilledUsd { get; init; }

    /// <summary>Money held for generations under way, in USD.</summary>
    [JsonPropertyName("held_usd")]
    public required decimal HeldUsd { get; init; }

    /// <summary>What is left, in USD.</summary>
    [JsonPropertyName("balance_usd")]
    public required decimal BalanceUsd { get; init; }
}
