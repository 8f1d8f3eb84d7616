using System.Runtime.CompilerServices;
using Seedream.Core.Batches;
using Seedream.Core.Identity;
using Seedream.Core.Intake;
using Seedream.Core.Planning;
using Seedream.Core.RunComfy;
using Seedream.Core.Storage;
using Seedream.Core.Submission;

namespace Seedream.Core.Retention;

/// <summary>What is to stay of the rows of a batch that is about to be purged.</summary>
internal sealed class RowRemains(PipelineStorage storage, BatchStore batches, PlanReader plans, Tombstones tombstones)
{
    public async IAsyncEnumerable<PurgedRow> ReadAsync(BatchRecord batch, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await plans.ReadSummaryAsync(batch.Id, cancellationToken) is not { } plan)
            yield break;
        RowHasher hasher = new(batch.Model ?? RunComfyOptions.DefaultModel);
        RanRows ran = new(storage, batches, tombstones);
        for (int segment = 0; segment * StateLayout.SegmentSize < plan.Rows; segment++)
        {
            await foreach (PromptRow row in plans.ReadSegmentAsync(batch.Id, segment, cancellationToken))
            {
                LedgerPlace place = row.Home ?? new LedgerPlace(batch.Id, row.Row);
                if (row.Input is { } input)
                    yield return new PurgedRow(hasher.Key(row.Id, input), place, await ran.HasRunAsync(place, cancellationToken));
            }
        }
    }
}
