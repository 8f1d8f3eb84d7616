using Seedream.Core.Batches;
using Seedream.Core.Outcomes;

namespace Seedream.Core.Retention;

/// <summary>Which batches may go.</summary>
internal sealed class PurgeRules(Tombstones tombstones, OutcomeStore outcomes)
{
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

    private static string Rows(int count) => count == 1 ? "1 row" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{count} rows");
}
