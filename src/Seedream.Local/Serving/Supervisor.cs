using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Seedream.Core.Batches;
using Seedream.Core.Jobs;
using Seedream.Core.Storage;
using Seedream.Core.Submission;

namespace Seedream.Local.Serving;

/// <summary>
/// Runs the open rounds of this host, so many at a time, and takes over those whose host is gone. Whatever fails is left open,
/// and so found again at the next look.
/// </summary>
internal sealed partial class Supervisor : BackgroundService
{
    private readonly OpenRounds _open;
    private readonly HostPresence _presence;
    private readonly RoundHost _rounds;
    private readonly BatchStore _batchStore;
    private readonly BatchRounds _further;
    private readonly ServeOptions _options;
    private readonly int _jobsAtOnce;
    private readonly TimeProvider _clock;
    private readonly ILogger<Supervisor> _logger;
    private readonly Channel<Claim> _batches = Channel.CreateUnbounded<Claim>();
    private readonly Channel<Claim> _jobs = Channel.CreateUnbounded<Claim>();
    private readonly ConcurrentDictionary<string, Claim> _claims = new(StringComparer.Ordinal);

    public Supervisor(OpenRounds open, HostPresence presence, RoundHost rounds, BatchStore batches, BatchRounds further, ServeOptions options, JobsOptions jobs, TimeProvider clock, ILogger<Supervisor> logger)
    {
        _open = open;
        _presence = presence;
        _rounds = rounds;
        _batchStore = batches;
        _further = further;
        _options = options;
        // While one is being closed the next can be submitted; the window bounds what is in flight.
        _jobsAtOnce = jobs.MaxParallel * 2;
        _clock = clock;
        _logger = logger;
    }

    /// <summary>False while more single jobs wait here than will be needed soon: other hosts may take them as well.</summary>
    public bool HasRoom => _jobs.Reader.Count < _jobsAtOnce;

    public void Enqueue(OpenRound round)
    {
        Claim claim = new(round);
        if (_claims.TryAdd(round.Instance, claim))
            _ = (JobId.IsJob(round.Batch) ? _jobs : _batches).Writer.TryWrite(claim);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
    [
        LookAsync(stoppingToken),
        .. Enumerable.Range(0, _options.MaxBatches).Select(_ => WorkAsync(_batches.Reader, stoppingToken)),
        .. Enumerable.Range(0, _jobsAtOnce).Select(_ => WorkAsync(_jobs.Reader, stoppingToken)),
    ]);

    private async Task WorkAsync(ChannelReader<Claim> claims, CancellationToken stop)
    {
        try
        {
            await foreach (Claim claim in claims.ReadAllAsync(stop))
            {
                using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(stop, claim.Lost);
                if (await RunAsync(claim.Round, either.Token) is { IsCompleted: false } told)
                    _ = CloseOnceToldAsync(claim, told);
                else
                    _claims.TryRemove(claim.Round.Instance, out _);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What is left stays open and is found by the next host.
        }
    }

    // What has to be told before it is closed; null when nothing has.
    private async Task<Task?> RunAsync(OpenRound round, CancellationToken stop)
    {
        try
        {
            Task? told = await _rounds.RunAsync(round, stop);
            if (told is { IsCompleted: false })
                return told;
            if (told is not null)
                await _open.CloseAsync(round, CancellationToken.None);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
#pragma warning disable CA1031 // One round's trouble must not end the service.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogFailed(exception, round.Instance);
        }

        return null;
    }

    // A single job stays open until its end was told, so that whoever takes over from a dead host tells it. No worker waits for that.
    private async Task CloseOnceToldAsync(Claim claim, Task told)
    {
        await told.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            if (told.IsCompletedSuccessfully)
                await _open.CloseAsync(claim.Round, CancellationToken.None);
        }
        catch (Exception exception) when (exception is StorageUnusableException or IOException)
        {
            // It is found again at the next look, and told again: with the same id.
            LogFailed(exception, claim.Round.Instance);
        }

        _claims.TryRemove(claim.Round.Instance, out _);
    }

    private async Task LookAsync(CancellationToken stop)
    {
        bool reopened = false;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await _presence.EnsureAsync(stop);
                if (!reopened)
                    await ReopenAsync(stop);
                reopened = true;
                await StartOwnAsync(stop);
                await LookOnceAsync(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is StorageUnusableException or IOException or OperationCanceledException)
            {
                // Presence says so already, and says when it is over.
                LogNotLooked(exception.Message);
            }

            await Task.Delay(_options.LookEvery, _clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Between the beginning of a further round and its start a process may have died; nobody would ever run it.
    private async Task ReopenAsync(CancellationToken stop)
    {
        await foreach (BatchRecord batch in _batchStore.ListBegunAsync(BatchOwner.Local, DateTimeOffset.MinValue, stop))
        {
            if (await _open.TryOpenAsync(batch.Id, batch.Round, stop) is { } opened)
            {
                LogReopened(opened.Instance);
                Enqueue(opened);
            }
        }
    }

    // Storage may have failed between the beginning of a round and its start, or its answer was lost.
    private async Task StartOwnAsync(CancellationToken stop)
    {
        foreach (string id in _further.Begun)
        {
            BatchRecord? batch = await _batchStore.FindAsync(id, stop);
            if (batch is { CompletedAt: null, Round: > 1, Owner: BatchOwner.Local } && await _open.TryOpenAsync(id, batch.Round, stop) is { } opened)
            {
                LogReopened(opened.Instance);
                Enqueue(opened);
            }

            _further.Forget(id);
        }
    }

    private async Task LookOnceAsync(CancellationToken stop)
    {
        Dictionary<string, bool> alive = new(StringComparer.Ordinal);
        await foreach (ObjectInfo found in _open.ListAsync(stop))
        {
            string instance = found.Name[(found.Name.LastIndexOf('/') + 1)..^".json".Length];
            if (_claims.TryGetValue(instance, out Claim? claim))
            {
                if (claim.HasChanged(found.LastModified) && await _open.ReadAsync(found.Name, stop) is { } now && !_open.IsMine(now))
                {
                    LogLost(instance, now.Host);
                    claim.Lose();
                }

                continue;
            }

            if (await _open.ReadAsync(found.Name, stop) is not { } round || (!HasRoom && JobId.IsJob(round.Batch)))
                continue;
            if (_open.IsMine(round))
                Enqueue(round);
            else if (!await IsAliveAsync(round.Host) && await _open.TryTakeOverAsync(found.Name, round.Host, stop) is { } mine)
            {
                LogTakenOver(instance, round.Host);
                Enqueue(mine);
            }
        }

        async Task<bool> IsAliveAsync(string host) =>
            alive.TryGetValue(host, out bool known) ? known : alive[host] = await _presence.IsAliveAsync(host, stop);
    }

    [LoggerMessage(6010, LogLevel.Warning, "Round {Instance} is taken over from {Host}, which is gone")]
    private partial void LogTakenOver(string instance, string host);

    [LoggerMessage(6014, LogLevel.Warning, "Round {Instance} was begun and never started; it is started now")]
    private partial void LogReopened(string instance);

    [LoggerMessage(6011, LogLevel.Warning, "Round {Instance} was taken over by {Host}; this host stops working on it")]
    private partial void LogLost(string instance, string host);

    [LoggerMessage(6012, LogLevel.Error, "Round {Instance} could not be run; trying again")]
    private partial void LogFailed(Exception exception, string instance);

    [LoggerMessage(6013, LogLevel.Information, "Open rounds could not be looked for: {Reason}")]
    private partial void LogNotLooked(string reason);

    /// <summary>A round this host works on, or will.</summary>
    private sealed class Claim(OpenRound round) : IDisposable
    {
        private readonly CancellationTokenSource _lost = new();
        private DateTimeOffset? _seen;

        public OpenRound Round => round;

        public CancellationToken Lost => _lost.Token;

        public bool HasChanged(DateTimeOffset modified)
        {
            bool changed = _seen is { } seen && seen != modified;
            _seen = modified;
            return changed;
        }

        public void Lose() => _lost.Cancel();

        public void Dispose() => _lost.Dispose();
    }
}
