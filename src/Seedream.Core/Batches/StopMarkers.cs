using System.Collections.Concurrent;
using System.Text.Json;
using Seedream.Core.Conducting;
using Seedream.Core.Storage;
using Seedream.Core.Telemetry;

namespace Seedream.Core.Batches;

/// <summary>
/// Cancel and halt markers in storage. Every activity looks, so both hosts stop the same way; what was read is believed for
/// two seconds, so that looking costs next to nothing.
/// </summary>
public sealed class StopMarkers
{
    private static readonly TimeSpan Believed = TimeSpan.FromSeconds(2);
    private readonly IObjectStore _store;
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<(string Batch, int Round), (long At, StopReason Reason)> _seen = new();
    private readonly ConcurrentDictionary<(string Batch, int Round), Lazy<Task<StopReason>>> _looking = new();

    public StopMarkers(PipelineStorage storage, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(storage);
        _store = storage.State;
        _clock = clock;
    }

    /// <summary>Whether the batch was told to stop in this round.</summary>
    public async Task<StopReason> LookAsync(string batch, int round, CancellationToken cancellationToken)
    {
        if (_seen.TryGetValue((batch, round), out (long At, StopReason Reason) last)
            && (last.Reason != StopReason.None || _clock.GetElapsedTime(last.At) < Believed))
            return last.Reason;
        // Activities look side by side; one of them goes for all.
        Lazy<Task<StopReason>> looking = _looking.GetOrAdd((batch, round), _ => new(() => ReadAsync(batch, round)));
        return await looking.Value.WaitAsync(cancellationToken);
    }

    /// <summary>The round begins just now, so nobody can have stopped it.</summary>
    public void BeginsNow(string batch, int round) => Remember(batch, round, StopReason.None);

    /// <summary>The halt marker of this round, if any.</summary>
    public async Task<StopMarker?> ReadHaltAsync(string batch, int round, CancellationToken cancellationToken) =>
        await ReadAsync(StateLayout.HaltMarker(batch), cancellationToken) is { } marker && marker.Round == round ? marker : null;

    /// <summary>The cancel marker of this round, if any.</summary>
    public async Task<StopMarker?> ReadCancelAsync(string batch, int round, CancellationToken cancellationToken) =>
        await ReadAsync(StateLayout.CancelMarker(batch), cancellationToken) is { } marker && marker.Round == round ? marker : null;

    /// <summary>Halts the batch for a reason that concerns every row. The first reason stands.</summary>
    public async Task HaltAsync(string batch, int round, string code, string reason, CancellationToken cancellationToken)
    {
        if (_seen.TryGetValue((batch, round), out (long At, StopReason Reason) seen) && seen.Reason == StopReason.Halted)
            return;
        if (await ReadHaltAsync(batch, round, cancellationToken) is null)
        {
            StopMarker marker = new() { At = _clock.GetUtcNow(), Round = round, Code = code, Reason = reason };
            await WriteAsync(StateLayout.HaltMarker(batch), marker, cancellationToken);
            BatchMetrics.Halted(code);
        }

        Remember(batch, round, StopReason.Halted);
    }

    /// <summary>A person wants the batch to end: nothing more is submitted, queued requests are cancelled, the rest is collected.</summary>
    public async Task CancelAsync(string batch, int round, string reason, CancellationToken cancellationToken)
    {
        await WriteAsync(StateLayout.CancelMarker(batch), new StopMarker { At = _clock.GetUtcNow(), Round = round, Reason = reason }, cancellationToken);
        Remember(batch, round, StopReason.Cancelled);
    }

    private async Task<StopReason> ReadAsync(string batch, int round)
    {
        try
        {
            StopReason reason =
                await ReadHaltAsync(batch, round, CancellationToken.None) is not null ? StopReason.Halted
                : await ReadCancelAsync(batch, round, CancellationToken.None) is not null ? StopReason.Cancelled
                : StopReason.None;
            Remember(batch, round, reason);
            return reason;
        }
        finally
        {
            _looking.TryRemove((batch, round), out _);
        }
    }

    private void Remember(string batch, int round, StopReason reason)
    {
        // A long-lived host sees many batches; what it forgets is read again.
        if (_seen.Count > 1_000)
            _seen.Clear();
        _seen[(batch, round)] = (_clock.GetTimestamp(), reason);
    }

    private async Task<StopMarker?> ReadAsync(string name, CancellationToken cancellationToken) =>
        await _store.TryReadAsync(name, cancellationToken) is { } stored
            ? JsonSerializer.Deserialize(stored.Content.Span, BatchesJson.Default.StopMarker)
            : null;

    private Task WriteAsync(string name, StopMarker marker, CancellationToken cancellationToken) =>
        _store.PutAsync(name, JsonSerializer.SerializeToUtf8Bytes(marker, BatchesJson.Default.StopMarker), "application/json", cancellationToken);
}
