using Microsoft.AspNetCore.Http;
using Seedream.Api.Batches;
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

    public RowReads(PipelineStorage storage, BatchStore batches, PlanReader plans, OutcomeStore outcomes)
    {
        ArgumentNullException.ThrowIfNull(storage);
        _batches = batches;
        _ended = new EndedRows(storage.Images);
        _running = new RunningRows(plans, outcomes);
    }

    public async Task<IResult> ListAsync(HttpContext context, string batch)
    {
        ArgumentNullException.ThrowIfNull(context);
        Query query = new(context.Request, "outcome", "search", "limit", "next");
        string? outcome = query.Text("outcome");
        string? search = query.Text("search");
        int limit = query.Number("limit", 50, 1, 500);
        BatchRecord record = await _batches.GetAsync(batch, context.RequestAborted);
        string list = $"rows|{batch}|{outcome}|{search}";
        RowPlace from = query.Text("next", longest: 1_000) is { } token ? RowPlace.Parse(PageToken.Read(list, token)) ?? RowPlace.Start : RowPlace.Start;
        RowPage page = record.CompletedAt is { } ended
            ? await _ended.ReadAsync(batch, ended.UtcTicks, from, Filter(outcome, search), limit, context.RequestAborted)
            : await _running.ReadAsync(record, from, Filter(outcome, search), limit, context.RequestAborted);
        RowList rows = new()
        {
            Rows = page.Rows,
            LookedAt = page.LookedAt,
            Next = page.Next is { } next ? PageToken.Write(list, next.ToString()) : null,
        };
        return new JsonResult<RowList>(rows, ApiJson.Default.RowList) { Tagged = true };
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
