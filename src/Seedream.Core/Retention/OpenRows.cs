using Seedream.Core.Batches;
using Seedream.Core.Outcomes;
using Seedream.Core.Storage;

namespace Seedream.Core.Retention;

/// <summary>Rows of an ended batch whose ledger records may still be needed.</summary>
/// <param name="Collectable">Paid for, not in storage, and to be had with the request id.</param>
/// <param name="Uncertain">May have been paid for.</param>
internal sealed record OpenRows(int Collectable, int Uncertain)
{
    public static async Task<OpenRows> CountAsync(BatchRecord batch, OutcomeStore outcomes, CancellationToken cancellationToken)
    {
        int uncertain = batch.Counts.GetValueOrDefault(OutcomeKind.Uncertain);
        int collectable = 0;
        bool mayBe = batch.Counts.GetValueOrDefault(OutcomeKind.TimedOut) + batch.Counts.GetValueOrDefault(OutcomeKind.Failed) > 0;
        for (int segment = 0; mayBe && segment * StateLayout.SegmentSize < batch.Rows; segment++)
            collectable += (await outcomes.ReadSegmentAsync(batch.Id, segment, cancellationToken)).Values.Count(outcome => outcome.IsCollectable);
        return new OpenRows(collectable, uncertain);
    }
}
