using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Seedream.Core.Batches;
using Seedream.Core.Hosting;
using Seedream.Core.Outcomes;
using Seedream.Core.Storage;

namespace Seedream.Core.Retention;

/// <summary>
/// Clears away what the pipeline keeps of batches that ended long ago. Interrupted at any point, it can be run again, and at
/// no point can what is left be mistaken for a batch that may be paid for.
/// </summary>
public sealed class BatchPurge
{
    // Enough to hide a store's latency.
    private const int DeletesAtOnce = 16;

    private readonly PipelineStorage _storage;
    private readonly BatchStore _batches;
    private readonly Tombstones _tombstones;
    private readonly PurgeRules _rules;
    private readonly HostIdentity _host;
    private readonly TimeProvider _clock;
    private readonly ILogger<BatchPurge> _logger;

    public BatchPurge(PipelineStorage storage, BatchStore batches, Tombstones tombstones, OutcomeStore outcomes, HostIdentity host, TimeProvider clock, ILogger<BatchPurge> logger)
    {
        _storage = storage;
        _batches = batches;
        _tombstones = tombstones;
        _rules = new PurgeRules(tombstones, outcomes);
        _host = host;
        _clock = clock;
        _logger = logger;
    }

    /// <summary>Every batch old enough, and what would become of it. Changes nothing.</summary>
    public async IAsyncEnumerable<PurgeCandidate> FindAsync(PurgeRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        await foreach (BatchRecord batch in _batches.ListAsync(cancellationToken))
        {
            if (PurgeRules.EndOf(batch) is { } end ? end >= request.EndedBefore : batch.CreatedAt >= request.EndedBefore)
                continue;
            string? kept = await _rules.WhyKeptAsync(batch, request, cancellationToken);
            if (await BatchLease.IsHeldAsync(_storage, batch.Id, _clock, cancellationToken))
                kept = "another process is working on it";
            ObjectTotal state = await CountAsync(_storage.State, StateLayout.Batch(batch.Id), cancellationToken);
            ObjectTotal images = request.Images ? await CountAsync(_storage.Images, $"{batch.Id}/", cancellationToken) : ObjectTotal.None;
            yield return new PurgeCandidate(batch, kept, state, images);
        }
    }

    /// <summary>Purges a batch. Null when it is done; otherwise why the batch stays, though it may have been free to go a moment ago.</summary>
    public async Task<string?> PurgeAsync(string batch, PurgeRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            await using BatchLease lease = await BatchLease.AcquireAsync(_storage, batch, _host, _clock, _logger, cancellationToken);
            using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lease.Lost);
            if (await _batches.FindAsync(batch, either.Token) is { } record)
            {
                if (await _rules.WhyKeptAsync(record, request, either.Token) is { } kept)
                    return kept;
                await PurgeAsync(record, request, either.Token);
            }
        }
        catch (BatchHeldException)
        {
            return "another process is working on it";
        }

        // Nobody can run the batch any more; whoever takes its lease now finds that out and gives it back.
        await _storage.State.DeleteAsync(StateLayout.Lease(batch), cancellationToken);
        return null;
    }

    /// <summary>Tombstones of batches that ended before the time and are gone: removed, or only counted.</summary>
    public async Task<int> ForgetAsync(DateTimeOffset endedBefore, bool dryRun, CancellationToken cancellationToken)
    {
        int count = 0;
        await foreach (Tombstone tombstone in _tombstones.ListAsync(cancellationToken))
        {
            if (tombstone.EndedAt >= endedBefore || await _batches.FindAsync(tombstone.Batch, cancellationToken) is not null)
                continue;
            count++;
            if (!dryRun)
                await _tombstones.DeleteAsync(tombstone.Batch, cancellationToken);
        }

        return count;
    }

    private async Task PurgeAsync(BatchRecord batch, PurgeRequest request, CancellationToken cancellationToken)
    {
        // From here on the same file is refused instead of run.
        if (batch.StartedAt is not null)
            await _tombstones.WriteAsync(TombstoneOf(batch), cancellationToken);
        // The plan goes first: without it no retry can take rows for new whose ledger records are gone.
        await _storage.State.DeleteAsync(StateLayout.PlanSummary(batch.Id), cancellationToken);
        await _storage.State.DeleteAsync(StateLayout.Leftover(batch.Id), cancellationToken);
        await DeleteAsync(_storage.State, StateLayout.Batch(batch.Id), except: StateLayout.Lease(batch.Id), cancellationToken);
        if (request.Images)
            await DeleteAsync(_storage.Images, $"{batch.Id}/", except: null, cancellationToken);
        // The record goes last: while it is there, the next purge finds the batch and goes on.
        await _storage.State.DeleteAsync(StateLayout.BatchRecord(batch.Id), cancellationToken);
        if (request.Forget)
            await _tombstones.DeleteAsync(batch.Id, cancellationToken);
    }

    private Tombstone TombstoneOf(BatchRecord batch) => new()
    {
        Batch = batch.Id,
        File = batch.File,
        Run = batch.Run,
        Status = batch.Status,
        EndedAt = batch.CompletedAt ?? batch.CreatedAt,
        PurgedAt = _clock.GetUtcNow(),
        Counts = batch.Counts,
    };

    private static async Task<ObjectTotal> CountAsync(IObjectStore store, string prefix, CancellationToken cancellationToken)
    {
        ObjectTotal total = ObjectTotal.None;
        await foreach (ObjectInfo found in store.ListAsync(prefix, cancellationToken))
            total = total.Plus(found);
        return total;
    }

    private static Task DeleteAsync(IObjectStore store, string prefix, string? except, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        store.ListAsync(prefix, cancellationToken),
        new ParallelOptions { MaxDegreeOfParallelism = DeletesAtOnce, CancellationToken = cancellationToken },
        async (found, token) =>
        {
            if (found.Name != except)
                await store.DeleteAsync(found.Name, token);
        });
}
