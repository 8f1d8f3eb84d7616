using System.Diagnostics;
using Seedream.Core.Batches;
using Seedream.Core.Orchestration;

namespace Seedream.Core.Telemetry;

/// <summary>An activity on a whole batch, with a span of the batch's trace around it.</summary>
internal sealed class FollowedActivity<TOutput>(string name, IActivity<BatchInput, TOutput> activity) : IActivity<BatchInput, TOutput>
{
    public async Task<TOutput> RunAsync(BatchInput input, CancellationToken cancellationToken)
    {
        using Activity? span = BatchSpans.Start(name, input.Batch, input.Round);
        try
        {
            return await activity.RunAsync(input, cancellationToken);
        }
        catch (Exception exception)
        {
            span.Fail(exception);
            throw;
        }
    }
}
