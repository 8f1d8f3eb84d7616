using System.Globalization;
using System.Runtime.CompilerServices;
using Seedream.Core.Batches;
using Seedream.Core.Orchestration;

namespace Seedream.Functions.Durable;

/// <summary>Reads how far conductors are from their custom status, which Durable Functions keeps anyway.</summary>
public sealed class DurableProgress(DurableStarter durable) : IProgressReader
{
    public async IAsyncEnumerable<ProgressRecord> ReadAsync(BatchRecord batch, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        string round = BatchInput.InstanceId(batch.Id, batch.Round);
        for (int index = 0; ; index++)
        {
            string instance = string.Create(CultureInfo.InvariantCulture, $"{round}.c{index}");
            if (await durable.Client.GetInstanceAsync(instance, getInputsAndOutputs: true, cancellationToken) is not { } found)
                yield break;
            // Its counts go back to the beginning of the round, however often it has begun anew.
            if (found.ReadCustomStatusAs<Progress>() is { } progress)
                yield return new ProgressRecord { Instance = instance, Round = batch.Round, Since = batch.StartedAt ?? found.CreatedAt, At = found.LastUpdatedAt, Progress = progress };
        }
    }
}
