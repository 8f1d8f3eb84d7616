using Seedream.Core.Batches;
using Seedream.Core.Outcomes;
using Seedream.Local.Apis;

namespace Seedream.Local.Documents;

/// <summary>What run, retry, collect and cancel print with --json: how the batch ended (docs/cli.md).</summary>
internal sealed record BatchDocument
{
    public int SchemaVersion { get; init; } = 1;

    public required string Command { get; init; }

    public required int ExitCode { get; init; }

    public required string Batch { get; init; }

    public required string File { get; init; }

    public required int Run { get; init; }

    public required int Round { get; init; }

    public required BatchStatus Status { get; init; }

    public string? Reason { get; init; }

    public ApiKind? Api { get; init; }

    /// <summary>True when nothing was done, since the batch had ended before.</summary>
    public bool EndedBefore { get; init; }

    public required int Rows { get; init; }

    public required IReadOnlyDictionary<OutcomeKind, int> Counts { get; init; }

    public required long Images { get; init; }

    public required long Bytes { get; init; }

    public required long Submissions { get; init; }

    public required decimal CostUsd { get; init; }

    public required decimal CostEstimatedUsd { get; init; }

    public required decimal CostOpenUsd { get; init; }

    public required decimal PricePerImageUsd { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    public double? WallSeconds { get; init; }

    public required string Gallery { get; init; }

    public required string Results { get; init; }

    public string? Failed { get; init; }

    public IReadOnlyList<ErrorCount> Errors { get; init; } = [];
}
