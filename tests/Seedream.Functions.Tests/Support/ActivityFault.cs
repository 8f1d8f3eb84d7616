using Seedream.Core.Orchestration;

namespace Seedream.Functions.Tests.Support;

/// <summary>An activity whose calls fail now and then, before or after the work was done, as a host that dies would make them.</summary>
internal sealed class ActivityFault<TInput, TOutput>(IActivity<TInput, TOutput> inner, int every, bool after) : IActivity<TInput, TOutput>
{
    private int _calls;

    public async Task<TOutput> RunAsync(TInput input, CancellationToken cancellationToken)
    {
        bool fails = Interlocked.Increment(ref _calls) % every == 1;
        if (fails && !after)
            throw new IOException("the host died before it began");
        TOutput output = await inner.RunAsync(input, cancellationToken);
        return fails ? throw new IOException("the host died after it was done") : output;
    }
}
