using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Seedream.Core.Batches;
using Seedream.Core.Hosting;
using Seedream.Core.Storage;

namespace Seedream.Local.Serving;

/// <summary>
/// Says in storage that this host lives, and knows whether others do. One record for all the host's work, however much that
/// is. It expires unless renewed, and is taken back when the host ends in good order, so that others go on at once.
/// </summary>
internal sealed partial class HostPresence : BackgroundService
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(8);

    // Long enough that no clock is so wrong; what is expired counts as gone all the while.
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(1);

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly IObjectStore _store;
    private readonly HostIdentity _host;
    private readonly TimeProvider _clock;
    private readonly ILogger<HostPresence> _logger;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private long? _written;

    public HostPresence(PipelineStorage storage, HostIdentity host, TimeProvider clock, ILogger<HostPresence> logger)
    {
        _store = storage.State;
        _host = host;
        _clock = clock;
        _logger = logger;
    }

    /// <summary>Makes sure that others know of this host before it begins anything.</summary>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (IsFresh())
            return;
        await _writing.WaitAsync(cancellationToken);
        try
        {
            if (!IsFresh())
                await WriteAsync(cancellationToken);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>False when the host certainly is gone, or has not been heard of for too long.</summary>
    public async Task<bool> IsAliveAsync(string host, CancellationToken cancellationToken)
    {
        if (host == _host.ToString())
            return true;
        return !HostIdentity.IsKnownDead(host)
            && await _store.TryReadAsync(NameOf(host), cancellationToken) is { } stored
            && JsonSerializer.Deserialize(stored.Content.Span, BatchesJson.Default.LeaseRecord) is { } presence
            && _clock.GetUtcNow() < presence.ExpiresAt;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await _store.DeleteAsync(NameOf(_host.ToString()), cancellationToken);
        }
        catch (Exception exception) when (exception is StorageUnusableException or IOException or OperationCanceledException)
        {
            // It expires by itself.
            LogNotTakenBack(exception);
        }
    }

    public override void Dispose()
    {
        _writing.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        bool failing = false;
        bool forgotten = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WriteAsync(stoppingToken);
                if (!forgotten)
                    await ForgetTheDeadAsync(stoppingToken);
                forgotten = true;
                if (failing)
                    LogBack();
                failing = false;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is StorageUnusableException or IOException or OperationCanceledException)
            {
                if (!failing)
                    LogAway(exception.Message);
                failing = true;
            }

            await Task.Delay(failing ? TimeSpan.FromSeconds(1) : Renewal, _clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // A host that was killed cannot take back its record, nor an upload it was reading: whoever starts next does.
    private async Task ForgetTheDeadAsync(CancellationToken cancellationToken)
    {
        await foreach (ObjectInfo found in _store.ListAsync(StateLayout.Hosts, cancellationToken))
        {
            if (await _store.TryReadAsync(found.Name, cancellationToken) is { } stored
                && JsonSerializer.Deserialize(stored.Content.Span, BatchesJson.Default.LeaseRecord) is { } presence
                && (HostIdentity.IsKnownDead(presence.Host) || _clock.GetUtcNow() - presence.ExpiresAt > Forgotten))
                await _store.DeleteAsync(found.Name, cancellationToken);
        }

        // An upload rests for seconds; what is older was left by a process that died. Its sender got no answer and sends it again.
        await foreach (ObjectInfo found in _store.ListAsync(StateLayout.Uploads, cancellationToken))
        {
            if (_clock.GetUtcNow() - found.LastModified > Forgotten)
                await _store.DeleteAsync(found.Name, cancellationToken);
        }
    }

    private bool IsFresh() => _written is { } written && _clock.GetElapsedTime(written) < Lifetime / 2;

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        // A write that was cancelled may still arrive, after the record was taken back: it is given time to end.
        using CancellationTokenSource late = new();
        await using CancellationTokenRegistration stopping = cancellationToken.Register(() => late.CancelAfter(Grace));
        LeaseRecord presence = new() { Host = _host.ToString(), ExpiresAt = _clock.GetUtcNow() + Lifetime };
        await _store.PutAsync(NameOf(presence.Host), JsonSerializer.SerializeToUtf8Bytes(presence, BatchesJson.Default.LeaseRecord), "application/json", late.Token);
        _written = _clock.GetTimestamp();
    }

    private static string NameOf(string host) => StateLayout.Host(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(host)))[..20]);

    [LoggerMessage(6001, LogLevel.Error, "Storage cannot be used; what runs is kept, trying again until it can. {Reason}")]
    private partial void LogAway(string reason);

    [LoggerMessage(6002, LogLevel.Warning, "Storage can be used again")]
    private partial void LogBack();

    [LoggerMessage(6003, LogLevel.Information, "This host could not say that it ends; others notice in half a minute")]
    private partial void LogNotTakenBack(Exception exception);
}
