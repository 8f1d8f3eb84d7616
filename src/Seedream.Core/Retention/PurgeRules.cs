using System.Text.Json;
using Seedream.Core.Batches;
using Seedream.Core.Identity;
using Seedream.Core.Outcomes;
using Seedream.Core.Storage;
using Seedream.Core.Submission;

namespace Seedream.Core.Retention;

/// <summary>Which batches may go.</summary>
internal sealed class PurgeRules(PipelineStorage storage, BatchStore batches, Tombstones tombstones, OutcomeStore outcomes)
{
    private readonly ContentStore _contents = new(storage);
    private readonly NameStore _names = new(storage);

    /// <summary>When the batch ended, or was last touched if it never ran; null while it is running.</summary>
    public static DateTimeOffset? EndOf(BatchRecord batch) =>
        batch.CompletedAt ?? (batch.Status == BatchStatus.Rejected || batch.StartedAt is null ? batch.CreatedAt : null);

    /// <summary>Why the batch stays; null when it goes.</summary>
    public async Task<string?> WhyKeptAsync(BatchRecord batch, PurgeRequest request, CancellationToken cancellationToken)
    {
        if (EndOf(batch) is not { } end)
            return "it has not ended: run it to its end, or cancel it";
        if (end >= request.EndedBefore)
            return "it ended too recently";
        // Whatever else is said: without its ledger they would pay for their rows again.
        if (await FindUserAsync(batch, cancellationToken) is { } user)
            return $"batch {user} goes on in its ledger: purge that one first";
        // A purge that was interrupted goes on, whatever is left to be read.
        if (request.Force || await tombstones.FindAsync(batch.Id, cancellationToken) is not null)
            return null;
        if (batch.CompletedAt is null && batch.Status != BatchStatus.Rejected)
            return "it was never run; --force removes it";
        OpenRows open = await OpenRows.CountAsync(batch, outcomes, cancellationToken);
        return open switch
        {
            { Collectable: > 0 } => $"{Rows(open.Collectable)} can still be collected without paying (seedream collect {batch.Id}); --force gives them up",
            { Uncertain: > 0 } => $"{Rows(open.Uncertain)} may or may not have been paid for; look at the account's history, then --force",
            _ => null,
        };
    }

    // A later version of the file, or a batch of the same content, that is not over or has paid for rows there.
    private async Task<string?> FindUserAsync(BatchRecord batch, CancellationToken cancellationToken)
    {
        HashSet<string> others = new(StringComparer.Ordinal);
        if (batch.Asked is { } asked)
            others.UnionWith((await _contents.ReadAsync(asked, cancellationToken)).Value.Select(entry => entry.Batch));
        if (batch.FullName is { } name)
            others.UnionWith((await _names.ReadAsync(name, batch.Run, cancellationToken)).Value.Select(version => version.Batch));
        others.Remove(batch.Id);
        HashSet<string> alive = new(StringComparer.Ordinal);
        foreach (string other in others)
        {
            if (await batches.FindAsync(other, cancellationToken) is not { StartedAt: not null } record)
                continue;
            if (record.CompletedAt is null)
                return other;
            alive.Add(other);
        }

        if (alive.Count == 0)
            return null;
        await foreach (ObjectInfo found in storage.State.ListAsync($"{StateLayout.Batch(batch.Id)}ledger/", cancellationToken))
        {
            if (await storage.State.TryReadAsync(found.Name, cancellationToken) is { } stored && PayerIn(stored) is { } payer && alive.Contains(payer))
                return payer;
        }

        return null;
    }

    private static string? PayerIn(StoredObject stored)
    {
        try
        {
            return JsonSerializer.Deserialize(stored.Content.Span, SubmissionJson.Default.LedgerRecord)?.Batch;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Rows(int count) => count == 1 ? "1 row" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{count} rows");
}
