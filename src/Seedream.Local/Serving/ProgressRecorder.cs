using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Seedream.Core.Batches;
using Seedream.Core.Jobs;
using Seedream.Core.Orchestration;
using Seedream.Core.Storage;

namespace Seedream.Local.Serving;

/// <summary>Writes down now and then how far the conductors of this process are, so that any process can tell.</summary>
internal sealed partial class ProgressRecorder : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    private readonly ProgressStore _store;
    private readonly TimeProvider _clock;
    private readonly ILogger<ProgressRecorder> _logger;
    private readonly ConcurrentDictionary<string, ProgressRecord> _latest = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _unwritten = new(StringComparer.Ordinal);

    public ProgressRecorder(ProgressStore store, TimeProvider clock, ILogger<ProgressRecorder> logger)
    {
        _store = store;
        _clock = clock;
        _logger = logger;
    }

    /// <summary>Told every state a conductor publishes.</summary>
    public void Report(string instance, Progress progress)
    {
        // <batch>.r<round>.c<index>; a single job is over before anybody asks how far it is.
        string[] parts = instance.Split('.');
        if (parts.Length != 3 || JobId.IsJob(parts[0]))
            return;
        DateTimeOffset now = _clock.GetUtcNow();
        int round = int.Parse(parts[1].AsSpan(1), System.Globalization.CultureInfo.InvariantCulture);
        _latest.AddOrUpdate(
            instance,
            _ => new ProgressRecord { Instance = instance, Round = round, Since = now, At = now, Progress = progress },
            (_, before) => before with { At = now, Progress = progress });
        _unwritten[instance] = 0;
    }

    /// <summary>The round has ended on this host.</summary>
    public void Forget(OpenRound round)
    {
        foreach (string instance in _latest.Keys.Where(key => key.StartsWith(round.Instance + ".", StringComparison.Ordinal)))
        {
            _latest.TryRemove(instance, out _);
            _unwritten.TryRemove(instance, out _);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Every, _clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (string instance in _unwritten.Keys)
            {
                _unwritten.TryRemove(instance, out _);
                if (_latest.TryGetValue(instance, out ProgressRecord? record))
                    await TryWriteAsync(record, stoppingToken);
            }
        }
    }

    private async Task TryWriteAsync(ProgressRecord record, CancellationToken stop)
    {
        try
        {
            await _store.WriteAsync(record.Instance.Split('.')[0], record, stop);
        }
        catch (Exception exception) when (exception is StorageUnusableException or IOException or OperationCanceledException)
        {
            // It is written again in a moment.
            LogNotWritten(exception.Message);
        }
    }

    [LoggerMessage(6030, LogLevel.Debug, "Progress could not be written: {Reason}")]
    private partial void LogNotWritten(string reason);
}
