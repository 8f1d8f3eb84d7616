using Seedream.Core.Outcomes;

namespace Seedream.Core.Batches;

/// <summary>How far the current round of a batch is, added up over its conductors. Numbers are jobs; as of <see cref="At"/>.</summary>
public sealed record RoundProgress
{
    /// <summary>When the last conductor wrote; the numbers may be some seconds old.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Ended, however: those that had ended before the current host took over included.</summary>
    public required int Finished { get; init; }

    public required int Submitting { get; init; }

    public required int Generating { get; init; }

    public required int Collecting { get; init; }

    /// <summary>Ended under the current host, by outcome.</summary>
    public required IReadOnlyDictionary<OutcomeKind, int> Ended { get; init; }

    public required long Images { get; init; }

    public required long Bytes { get; init; }

    /// <summary>US dollars reported so far under the current host.</summary>
    public required decimal CostUsd { get; init; }

    /// <summary>Jobs that end per second; null until some have.</summary>
    public double? JobsPerSecond { get; init; }

    /// <summary>Time until the last row ends, at that rate; null while unknown.</summary>
    public TimeSpan? Remaining { get; init; }

    /// <summary>Why nothing is being submitted just now, if so.</summary>
    public string? Note { get; init; }
}
