using Seedream.Core.Planning;

namespace Seedream.Core.Batches;

/// <summary>A batch and its plan.</summary>
public sealed record AcceptedBatch(BatchRecord Batch, PlanSummary Plan)
{
    /// <summary>The name under which this content came first, where that is another than the one it came under now; null otherwise.</summary>
    public string? SameAs { get; init; }

    /// <summary>Of a <c>failed.csv</c>, what becomes of the rows that a batch here has. <see cref="Batch"/> is then the one of the other rows, or the one whose round was begun; null for any other file.</summary>
    public FailedRows? Failed { get; init; }

    /// <summary>What is to be started: batches and their rounds.</summary>
    public IEnumerable<(string Batch, int Round)> ToStart =>
        (Failed is null || Failed.HasRest) && Batch.CompletedAt is null ? [(Batch.Id, Batch.Round), .. RoundsToStart] : RoundsToStart;

    private IEnumerable<(string Batch, int Round)> RoundsToStart => (Failed?.Rounds ?? []).Where(round => round.IsOpen).Select(round => (round.Batch, round.Round.Round));
}
