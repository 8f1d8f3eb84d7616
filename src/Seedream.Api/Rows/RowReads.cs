using System.Globalization;
using Microsoft.AspNetCore.Http;
using Seedream.Api.Batches;
using Seedream.Api.Problems;
using Seedream.Api.Requests;
using Seedream.Api.Responses;
using Seedream.Core.Batches;
using Seedream.Core.Outcomes;
using Seedream.Core.Planning;
using Seedream.Core.Storage;

namespace Seedream.Api.Rows;

/// <summary>The rows of a batch, a page at a time, however many there are.</summary>
public sealed class RowReads
{
    private const string PendingWord = "pending";
    private readonly BatchStore _batches;
    private readonly EndedRows _ended;
    private readonly RunningRows _running;
    private readonly RowOffsets _offsets;
    private readonly SortedRows _sorted;

    public RowReads(PipelineStorage storage, BatchStore batches, PlanReader plans, OutcomeStore outcomes)
    {
        ArgumentNullException.ThrowIfNull(storage);
        _batches = batches;
        _ended = new EndedRows(storage.Images);
        _running = new RunningRows(plans, outcomes);
        _offsets = new RowOffsets(storage.Images);
        _sorted = new SortedRows(storage.Images);
    }

    public async Task<IResult> ListAsync(HttpContext context, string batch)
    {
        ArgumentNullException.ThrowIfNull(context);
        Query query = new(context.Request, "outcome", "search", "sort", "from", "limit", "next");
        string? outcome = query.Text("outcome");
        string? search = query.Text("search");
        int limit = query.Number("limit", 50, 1, 500);
        int? from = query.Text("from") is null ? null : query.Number("from", 1, 1, int.MaxValue);
        RowOrder? order = RowOrder.Of(query.Text("sort"));
        BatchRecord record = await _batches.GetAsync(batch, context.RequestAborted);
        string list = $"rows|{batch}|{outcome}|{search}|{order?.Name}";
        string? after = query.Text("next", longest: 1_000) is { } token ? PageToken.Read(list, token) : null;
        RowFilter filter = Filter(outcome, search);
        (RowPage page, string? next) = order is null
            ? await ListAsync(record, after, from, filter, limit, context.RequestAborted)
            : await SortAsync(record, order, after, from, filter, limit, context.RequestAborted);
        RowList rows = new() { Rows = page.Rows, LookedAt = page.LookedAt, Next = next is null ? null : PageToken.Write(list, next) };
        return new JsonResult<RowList>(rows, ApiJson.Default.RowList) { Tagged = true };
    }

    public async Task<IResult> GetAsync(HttpContext context, string batch, int row)
    {
        ArgumentNullException.ThrowIfNull(context);
        _ = new Query(context.Request);
        BatchRecord record = await _batches.GetAsync(batch, context.RequestAborted);
        RowDocument found = await _running.FindAsync(record, row, context.RequestAborted)
            ?? throw new ApiException(HttpCodes.NotFound, string.Create(CultureInfo.InvariantCulture, $"{batch} has no row {row}")) { Id = batch };
        return new JsonResult<RowDocument>(found, ApiJson.Default.RowDocument) { Tagged = true };
    }

    private async Task<(RowPage Page, string? Next)> ListAsync(BatchRecord batch, string? after, int? from, RowFilter filter, int limit, CancellationToken cancellationToken)
    {
        RowPlace place = after is not null ? RowPlace.Parse(after) ?? RowPlace.Start : new RowPlace(from ?? 1, 0, 0);
        if (batch.CompletedAt is not { } ended)
        {
            RowPage running = await _running.ReadAsync(batch, place, filter, limit, cancellationToken);
            return (running, running.Next?.ToString());
        }

        if (after is null && from > 1)
            place = await _offsets.BeforeAsync(batch.Id, ended.UtcTicks, from.Value, cancellationToken) ?? place;
        RowPage page = await _ended.ReadAsync(batch.Id, ended.UtcTicks, place, filter, limit, cancellationToken);
        return (page, page.Next?.ToString());
    }

    private async Task<(RowPage Page, string? Next)> SortAsync(BatchRecord batch, RowOrder order, string? after, int? from, RowFilter filter, int limit, CancellationToken cancellationToken)
    {
        if (from is not null)
            throw SortedRows.Refuse("from counts rows in the order of the file");
        if (batch.CompletedAt is null)
            throw SortedRows.Refuse("the batch has not ended");
        if (batch.Rows > SortedRows.MostRows)
            throw SortedRows.Refuse(string.Create(CultureInfo.InvariantCulture, $"the batch has more than {SortedRows.MostRows} rows"));
        (RowPage page, (double Rank, int Row)? next) = await _sorted.ReadAsync(batch.Id, order, after is null ? null : RowOrder.Parse(after), filter, limit, cancellationToken);
        return (page, next is { } last ? RowOrder.Format(last) : null);
    }

    private static RowFilter Filter(string? outcome, string? search)
    {
        if (outcome is null)
            return new RowFilter(null, Pending: false, search);
        string[] words = outcome.Split(',', StringSplitOptions.TrimEntries);
        string[] kinds = [.. words.Where(word => word != PendingWord)];
        return new RowFilter(kinds.Length == 0 ? new HashSet<OutcomeKind>() : BatchActions.Parse(string.Join(',', kinds)), kinds.Length < words.Length, search);
    }
}
