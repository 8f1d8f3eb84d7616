using Seedream.Core.Conducting;
using Seedream.Core.Orchestration;

namespace Seedream.Local.Serving;

/// <summary>An activity after which tickets may have ended: their places become free.</summary>
internal sealed class WindowedEndings<TInput>(IActivity<TInput, CheckedJobs> inner, Func<TInput, BatchShare> shareOf, SharedWindow window) : IActivity<TInput, CheckedJobs>
{
    public async Task<CheckedJobs> RunAsync(TInput input, CancellationToken cancellationToken)
    {
        CheckedJobs result = await inner.RunAsync(input, cancellationToken);
        window.Release(shareOf(input).Batch, result.Ended.Select(job => job.Row));
        return result;
    }
}
