using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Seedream.Core.Batches;
using Seedream.Core.Hosting;
using Seedream.Core.Identity;
using Seedream.Core.Outcomes;
using Seedream.Core.Planning;
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
    private readonly StoreUpgrade _upgrade;
    private readonly ContentStore _contents;
    private readonly NameStore _names;
    private readonly RowRemains _remains;
    private readonly PurgeRules _rules;
    private readonly HostIdentity _host;
    private readonly TimeProvider _clock;
    private readonly ILogger<BatchPurge> _logger;

    public BatchPurge(PipelineStorage storage, BatchStore batches, PlanReader plans, Tombstones tombstones, StoreUpgrade upgrade, OutcomeStore outcomes, HostIdentity host, TimeProvider clock, ILogger<BatchPurge> logger)
    {
        _storage = storage;
        _batches = batches;
        _tombstones = tombstones;
        _upgrade = upgrade;
        _contents = new ContentStore(storage);
        _names = new NameStore(storage);
        _remains = new RowRemains(storage, batches, plans, tombstones);
        _rules = new PurgeRules(storage, batches, tombstones, outcomes);
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
                await ForgetAsync(tombstone.Batch, tombstone.Asked, tombstone.FullName, tombstone.Run, cancellationToken);
        }

        return count;
    }

    private async Task PurgeAsync(BatchRecord batch, PurgeRequest request, CancellationToken cancellationToken)
    {
        await _upgrade.EnterAsync(batch, cancellationToken);
        batch = await _batches.GetAsync(batch.Id, cancellationToken);
        // From here on the same content is refused instead of run. What is left of the rows goes first: a tombstone has it.
        if (batch.StartedAt is not null && await _tombstones.FindAsync(batch.Id, cancellationToken) is null)
        {
            if (batch.Asked is not null)
                await _tombstones.WriteRowsAsync(batch.Id, _remains.ReadAsync(batch, cancellationToken), cancellationToken);
            await _tombstones.WriteAsync(TombstoneOf(batch), cancellationToken);
        }

        // The plan goes first: without it no retry can take rows for new whose ledger records are gone.
        await _storage.State.DeleteAsync(StateLayout.PlanSummary(batch.Id), cancellationToken);
        await _storage.State.DeleteAsync(StateLayout.Leftover(batch.Id), cancellationToken);
        await DeleteAsync(_storage.State, StateLayout.Batch(batch.Id), except: StateLayout.Lease(batch.Id), cancellationToken);
        if (request.Images)
            await DeleteAsync(_storage.Images, $"{batch.Id}/", except: null, cancellationToken);
        // The record goes last: while it is there, the next purge finds the batch and goes on.
        await _storage.State.DeleteAsync(StateLayout.BatchRecord(batch.Id), cancellationToken);
        if (request.Forget)
            await ForgetAsync(batch.Id, batch.Asked, batch.FullName, batch.Run, cancellationToken);
    }

    // What names it goes before what is left of it: in between, the batch is known and refused.
    private async Task ForgetAsync(string batch, string? asked, string? fullName, int run, CancellationToken cancellationToken)
    {
        if (asked is not null)
            await _contents.RemoveAsync(asked, batch, cancellationToken);
        if (fullName is not null)
            await _names.RemoveAsync(fullName, run, batch, cancellationToken);
        await _storage.State.TryCreateAsync(StateLayout.Forgotten(batch), "{}"u8.ToArray(), "application/json", cancellationToken);
        await _tombstones.DeleteAsync(batch, cancellationToken);
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
        Asked = batch.Asked,
        Full = batch.Full,
        FullName = batch.FullName,
        Model = batch.Model,
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
