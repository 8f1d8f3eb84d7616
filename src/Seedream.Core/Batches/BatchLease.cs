using System.Text.Json;
using Microsoft.Extensions.Logging;
using Seedream.Core.Hosting;
using Seedream.Core.Storage;

namespace Seedream.Core.Batches;

/// <summary>
/// A batch is run by one host at a time: whoever holds its lease, a record in storage that expires unless it is renewed. The
/// lease is for order, not for safety: even two hosts at once pay once, since the ledger says so.
/// </summary>
public sealed partial class BatchLease : IAsyncDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(8);

    private readonly IObjectStore _store;
    private readonly string _batch;
    private readonly string _name;
    private readonly HostIdentity _host;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _released = new();
    private string _version;
    private Task _renewal = Task.CompletedTask;

    private BatchLease(IObjectStore store, string batch, string version, HostIdentity host, TimeProvider clock, ILogger logger)
    {
        _store = store;
        _batch = batch;
        _name = StateLayout.Lease(batch);
        _version = version;
        _host = host;
        _clock = clock;
        _logger = logger;
    }

    /// <summary>Cancelled when another host has taken over: stop working on the batch.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>
    /// Takes the lease. Raises <see cref="BatchHeldException"/> when a living host holds it; that of a process that died on
    /// this machine is taken over at once, any other when it has expired.
    /// </summary>
    public static async Task<BatchLease> AcquireAsync(PipelineStorage storage, string batch, HostIdentity host, TimeProvider clock, ILogger logger, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(storage);
        IObjectStore store = storage.State;
        string name = StateLayout.Lease(batch);
        while (true)
        {
            byte[] mine = Write(host, clock.GetUtcNow() + Lifetime);
            string? version = await store.TryCreateAsync(name, mine, JsonType, cancellationToken);
            if (version is null && await store.TryReadAsync(name, cancellationToken) is { } stored)
            {
                LeaseRecord held = Read(stored);
                if (clock.GetUtcNow() < held.ExpiresAt && !HostIdentity.IsKnownDead(held.Host))
                    throw new BatchHeldException(batch, held.Host, held.ExpiresAt);
                version = await store.TryReplaceAsync(name, mine, JsonType, stored.Version, cancellationToken);
            }

            if (version is null)
                continue;
            BatchLease lease = new(store, batch, version, host, clock, logger);
            lease._renewal = lease.RenewAsync();
            return lease;
        }
    }

    /// <summary>True when a living host runs the batch.</summary>
    public static async Task<bool> IsHeldAsync(PipelineStorage storage, string batch, TimeProvider clock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(storage);
        ArgumentNullException.ThrowIfNull(clock);
        return await storage.State.TryReadAsync(StateLayout.Lease(batch), cancellationToken) is { } stored
            && Read(stored) is var held
            && clock.GetUtcNow() < held.ExpiresAt
            && !HostIdentity.IsKnownDead(held.Host);
    }

    /// <summary>Once it is lost: who runs the batch now.</summary>
    public async Task<BatchHeldException> WhoHasItAsync(CancellationToken cancellationToken)
    {
        LeaseRecord? held = await _store.TryReadAsync(_name, cancellationToken) is { } stored ? Read(stored) : null;
        return new BatchHeldException(_batch, held?.Host ?? "unknown", held?.ExpiresAt ?? _clock.GetUtcNow());
    }

    /// <summary>Gives the lease back, unless it was lost.</summary>
    public async ValueTask DisposeAsync()
    {
        await _released.CancelAsync();
        await _renewal;
        try
        {
            // The record stays, expired: to delete it could hit the lease of whoever takes it in that very moment.
            if (!_lost.IsCancellationRequested)
                await _store.TryReplaceAsync(_name, Write(_host, DateTimeOffset.UnixEpoch), JsonType, _version, CancellationToken.None);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // It expires by itself; the work is done.
            LogNotReleased(exception, _name);
        }

        _lost.Dispose();
        _released.Dispose();
    }

    private async Task RenewAsync()
    {
        DateTimeOffset expires = _clock.GetUtcNow() + Lifetime;
        while (!_released.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Renewal, _clock, _released.Token);
                DateTimeOffset next = _clock.GetUtcNow() + Lifetime;
                // Not cancelled half-way: a renewal whose version nobody knows could not be given back.
                if (await _store.TryReplaceAsync(_name, Write(_host, next), JsonType, _version, CancellationToken.None) is { } version)
                {
                    _version = version;
                    expires = next;
                    continue;
                }

                // The answer to an earlier renewal may have been lost: then the record is still ours.
                if (await _store.TryReadAsync(_name, CancellationToken.None) is { } stored && Read(stored).Host == _host.ToString())
                {
                    _version = stored.Version;
                    continue;
                }

                LogLost(_name);
                await _lost.CancelAsync();
                return;
            }
            catch (OperationCanceledException) when (_released.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // Storage trouble: nobody else can take the lease either. It is tried again until storage answers.
                LogNotRenewed(exception, _name, expires);
            }
        }
    }

    private const string JsonType = "application/json";

    private static byte[] Write(HostIdentity host, DateTimeOffset expires) =>
        JsonSerializer.SerializeToUtf8Bytes(new LeaseRecord { Host = host.ToString(), ExpiresAt = expires }, BatchesJson.Default.LeaseRecord);

    private static LeaseRecord Read(StoredObject stored) =>
        JsonSerializer.Deserialize(stored.Content.Span, BatchesJson.Default.LeaseRecord) ?? throw new InvalidDataException("the lease is empty");

    [LoggerMessage(3001, LogLevel.Error, "Lease {Name} was taken over by another host; this one stops working on the batch")]
    private partial void LogLost(string name);

    [LoggerMessage(3002, LogLevel.Warning, "Lease {Name} could not be renewed; it expires at {Expires}")]
    private partial void LogNotRenewed(Exception exception, string name, DateTimeOffset expires);

    [LoggerMessage(3003, LogLevel.Warning, "Lease {Name} could not be given back; it expires by itself")]
    private partial void LogNotReleased(Exception exception, string name);
}
