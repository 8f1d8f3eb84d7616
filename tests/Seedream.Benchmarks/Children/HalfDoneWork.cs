using System.Text.Json;
using Seedream.Benchmarks.Running;
using Seedream.Core.Batches;
using Seedream.Core.Hosting;
using Seedream.Core.Outcomes;
using Seedream.Core.Storage;
using Seedream.Core.Submission;

namespace Seedream.Benchmarks.Children;

/// <summary>Makes what a batch leaves behind that is killed after half of its rows: records and outcomes of the first half.</summary>
internal static class HalfDoneWork
{
    public static async Task<ChildFigures> RunAsync(ChildOrder order)
    {
        await using ProductPipeline product = ProductPipeline.Build(order);
        string batch = await product.AcceptAsync("measured", order.Rows);
        DateTimeOffset now = DateTimeOffset.UtcNow;
        await product.Get<BatchStore>().UpdateAsync(batch, record => record with { Status = BatchStatus.InProgress, StartedAt = now }, CancellationToken.None);

        // Not flushed: nobody pulls the plug here.
        FolderStore state = new(Path.Combine(order.Folder, "seedream"), new FolderStoreOptions { MayBeLost = _ => true, Grows = StateLayout.IsJobRecord, ShutsOutOlderReleases = true });
        OutcomeStore outcomes = new(product.Storage with { State = state });
        await Parallel.ForAsync(1, (order.Rows / 2) + 1, async (row, stop) =>
        {
            LedgerRecord record = new()
            {
                Row = row,
                Attempt = 1,
                State = LedgerState.Submitted,
                Host = HostIdentity.Current.ToString(),
                ReservedAt = now,
                SubmittedAt = now,
                RequestId = $"done-{Text.Of(row)}",
                Submissions = 1,
            };
            await state.PutAsync(StateLayout.Ledger(batch, row, 1), JsonSerializer.SerializeToUtf8Bytes(record), "application/json", stop);
            JobOutcome outcome = new() { Row = row, Outcome = OutcomeKind.Succeeded, RequestId = record.RequestId, Attempt = 1, Attempts = 1, SubmittedAt = now, CompletedAt = now };
            await outcomes.WriteAsync(batch, 1, outcome, stop);
        });
        return new ChildFigures { Batch = batch, Succeeded = order.Rows / 2 };
    }
}
