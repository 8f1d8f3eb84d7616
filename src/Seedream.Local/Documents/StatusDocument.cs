using Seedream.Core.Batches;
using Seedream.Core.Outcomes;
using Seedream.Local.Apis;

namespace Seedream.Local.Documents;

/// <summary>What status prints with --json: where a batch stands (docs/cli.md).</summary>
internal sealed record StatusDocument
{
    public int SchemaVersion { get; init; } = 1;

    public required string Command { get; init; }

    public int ExitCode { get; init; }

    public required string Batch { get; init; }

    public required string File { get; init; }

    public required int Run { get; init; }

    public required int Round { get; init; }

    public required BatchStatus Status { get; init; }

    public string? Reason { get; init; }

    public ApiKind? Api { get; init; }

    /// <summary>True while a living process runs it.</summary>
    public required bool Running { get; init; }

    public required int Rows { get; init; }

    /// <summary>Rows the current or last round works on.</summary>
    public required int RoundRows { get; init; }

    /// <summary>Of these, rows that have ended.</summary>
    public required int RoundFinished { get; init; }

    /// <summary>Rows that end per second, over the last minute; null unless it runs.</summary>
    public double? PerSecond { get; init; }

    public double? EtaSeconds { get; init; }

    /// <summary>Rows per outcome after the last round that ended; empty before.</summary>
    public required IReadOnlyDictionary<OutcomeKind, int> Counts { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>The gallery's path; null before the first round has ended.</summary>
    public string? Gallery { get; init; }
}
