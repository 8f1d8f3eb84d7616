namespace Seedream.Core.RunComfy;

/// <summary>Answer of a result call.</summary>
public sealed record RequestResult
{
    public required RequestPhase Phase { get; init; }

    /// <summary>The API's own word for the phase.</summary>
    public required string Word { get; init; }

    /// <summary>Output URLs in order (<c>image</c>, <c>images</c>, then <c>video</c>, <c>videos</c>), without repeats; empty unless it succeeded. A word nobody documents counts as success when there is output.</summary>
    public IReadOnlyList<string> OutputUrls { get; init; } = [];

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>US dollars, if the API told.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>What the API gave as the cost though it can be none (negative, no number): the raw text, cut; null otherwise.</summary>
    public string? OddCost { get; init; }

    /// <summary>The vendor's error code, if it failed and one was found.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The vendor's message, or its raw JSON cut to 4 KB, if it failed.</summary>
    public string? Error { get; init; }
}
