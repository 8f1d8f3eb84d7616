using Seedream.Core.Hosting;

namespace Seedream.Local.Tests.Serving;

/// <summary>Fails so often, then starts nothing and says nothing.</summary>
internal sealed class FailingStarter(int failures, Func<Exception> failure) : IPipelineStarter
{
    private int _calls;

    public int Calls => _calls;

    public Task StartAsync(string batchOrJob, int round, CancellationToken cancellationToken) =>
        Interlocked.Increment(ref _calls) <= failures ? Task.FromException(failure()) : Task.CompletedTask;
}
