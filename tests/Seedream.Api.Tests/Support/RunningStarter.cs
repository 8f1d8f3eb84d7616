using System.Collections.Concurrent;
using Seedream.Core.Hosting;
using Seedream.Local.Running;

namespace Seedream.Api.Tests.Support;

/// <summary>Starts the real orchestration in this process, once per round; can be told to only take note.</summary>
public sealed class RunningStarter(Lazy<BatchHost> host) : IPipelineStarter, IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<(string Id, int Round), Lazy<Task>> _runs = new();

    public RunningStarter(IServiceProvider services)
        : this(new Lazy<BatchHost>(() => (BatchHost)services.GetService(typeof(BatchHost))!))
    {
    }

    /// <summary>False: what is started only waits for <see cref="Release"/>.</summary>
    public bool Runs { get; set; } = true;

    /// <summary>What starting fails with, if it shall.</summary>
    public Exception? Fault { get; set; }

    public int Started => _runs.Count;

    public Task StartAsync(string batchOrJob, int round, CancellationToken cancellationToken)
    {
        if (Fault is { } fault)
            return Task.FromException(fault);
        Lazy<Task> run = _runs.GetOrAdd((batchOrJob, round), key => new Lazy<Task>(() => Task.Run(() => host.Value.RunAsync(key.Id, _stop.Token))));
        if (Runs)
            _ = run.Value;
        return Task.CompletedTask;
    }

    public void Release()
    {
        Runs = true;
        foreach (Lazy<Task> run in _runs.Values)
            _ = run.Value;
    }

    public Task EndOf(string id) => Task.WhenAll(_runs.Where(run => run.Key.Id == id).Select(run => run.Value.Value)).WaitAsync(TimeSpan.FromMinutes(1));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await Task.WhenAll(_runs.Values.Where(run => run.IsValueCreated).Select(run => run.Value));
        }
        catch (OperationCanceledException)
        {
        }
    }
}
