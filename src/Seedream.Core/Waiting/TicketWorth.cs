using Seedream.Core.Batches;
using Seedream.Core.Conducting;
using Seedream.Core.Intake;
using Seedream.Core.Planning;
using Seedream.Core.RunComfy;
using Seedream.Core.Submission;

namespace Seedream.Core.Waiting;

/// <summary>Looks up what a ticket's row can cost at most and with which token it was submitted. Only endings need to know, so it is not carried along.</summary>
public sealed class TicketWorth
{
    private readonly PlanReader _plan;
    private readonly BatchStore _batches;
    private readonly Ledger _ledger;
    private readonly RunComfyOptions _api;

    public TicketWorth(PlanReader plan, BatchStore batches, Ledger ledger, RunComfyOptions api)
    {
        _plan = plan;
        _batches = batches;
        _ledger = ledger;
        _api = api;
    }

    /// <summary>What the ticket's row can cost at most, by the price at which its batch was agreed to.</summary>
    public async Task<TicketValue> OfAsync(BatchShare share, Ticket ticket, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(share);
        ArgumentNullException.ThrowIfNull(ticket);
        return await OfAsync(share, await RowAsync(share, ticket, cancellationToken), cancellationToken);
    }

    /// <summary>The same for a row that is known.</summary>
    public async Task<TicketValue> OfAsync(BatchShare share, PromptRow? row, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(share);
        BatchRecord? batch = await _batches.FindSeenAsync(share.Batch, cancellationToken);
        // Also what is only collected, while another model is set.
        string model = batch is null ? _api.Model : batch.Model ?? RunComfyOptions.DefaultModel;
        return new TicketValue((batch?.PricePerImageUsd ?? _api.PricePerImage) * (row?.Input?.MostImages ?? 1), model);
    }

    /// <summary>True when the ledger says that it was submitted with this very token.</summary>
    public async Task<bool> IsOfTokenAsync(BatchShare share, Ticket ticket, string? token, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(share);
        ArgumentNullException.ThrowIfNull(ticket);
        LedgerPlace place = (await RowAsync(share, ticket, cancellationToken))?.Home ?? new LedgerPlace(share.Batch, ticket.Row);
        LedgerEntry? entry = await _ledger.ReadAsync(place, ticket.Attempt, TimeSpan.MaxValue, cancellationToken);
        return entry is { Record: var record } && record.RequestId == ticket.RequestId && TokenPrint.Matches(record.Token, token);
    }

    private async Task<PromptRow?> RowAsync(BatchShare share, Ticket ticket, CancellationToken cancellationToken)
    {
        await foreach (PromptRow row in _plan.ReadRowsAsync(share.Batch, [ticket.Row], cancellationToken))
            return row;
        return null;
    }
}
