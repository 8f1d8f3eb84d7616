using Seedream.Core.Batches;
using Seedream.Core.Outcomes;

namespace Seedream.Local.Documents;

/// <summary>A batch in a list.</summary>
internal sealed record ListedBatch
{
    public required string Batch { get; init; }

    public required string File { get; init; }

    public required int Run { get; init; }

    public required int Round { get; init; }

    public required BatchStatus Status { get; init; }

    public string? Reason { get; init; }

    public required bool Running { get; init; }

    public required int Rows { get; init; }

    public required IReadOnlyDictionary<OutcomeKind, int> Counts { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }
}
