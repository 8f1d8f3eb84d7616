using Seedream.Core.Batches;
using Seedream.Core.Orchestration;

namespace Seedream.Core.Reporting;

/// <summary>Activity: writes the reports of a round that ran to its end, and ends it.</summary>
public sealed class CloseBatch(RoundEnd end) : IActivity<BatchInput, BatchResult>
{
    public Task<BatchResult> RunAsync(BatchInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        return end.EndAsync(input.Batch, input.Round, givenUp: null, cancellationToken);
    }
}
