using Seedream.Core.Outcomes;

namespace Seedream.Local.Progressing;

/// <summary>How far a round is at one moment. Numbers are jobs.</summary>
internal sealed record RoundView
{
    public required int Rows { get; init; }

    public required int Finished { get; init; }

    /// <summary>Of these, what had ended before this process began.</summary>
    public required int FinishedBefore { get; init; }

    public required int Waiting { get; init; }

    public required int Submitting { get; init; }

    public required int Generating { get; init; }

    public required int Collecting { get; init; }

    /// <summary>What ended in this process, by outcome.</summary>
    public required IReadOnlyDictionary<OutcomeKind, int> Ended { get; init; }

    public required long Images { get; init; }

    public required long Bytes { get; init; }

    public required decimal CostUsd { get; init; }

    public required string? Note { get; init; }

    public required double PerSecond { get; init; }

    public required TimeSpan? Eta { get; init; }

    public required TimeSpan Elapsed { get; init; }

    public double Share => Rows == 0 ? 1 : (double)Finished / Rows;
}
