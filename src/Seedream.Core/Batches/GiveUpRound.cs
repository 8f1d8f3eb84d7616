using Seedream.Core.Orchestration;

namespace Seedream.Core.Batches;

/// <summary>Activity: puts on record that a round cannot be run. What was submitted stays in the ledger, to be collected by a further round.</summary>
public sealed class GiveUpRound(BatchStore batches, TimeProvider clock) : IActivity<GiveUpRoundInput, BatchResult>
{
    public async Task<BatchResult> RunAsync(GiveUpRoundInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        BatchRecord record = await batches.UpdateAsync(
            input.Batch,
            record => record.Round != input.Round || record.CompletedAt is not null
                ? record
                : record with { Status = BatchStatus.Failed, Reason = input.Reason, CompletedAt = clock.GetUtcNow() },
            cancellationToken);
        return new BatchResult { Batch = record.Id, Round = input.Round, Status = record.Status, Reason = record.Reason, Rows = record.Rows, Counts = record.Counts };
    }
}
