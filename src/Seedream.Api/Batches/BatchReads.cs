using System.Globalization;
using Microsoft.AspNetCore.Http;
using Seedream.Api.Problems;
using Seedream.Api.Requests;
using Seedream.Api.Responses;
using Seedream.Core.Batches;
using Seedream.Core.Planning;

namespace Seedream.Api.Batches;

/// <summary>Batches are looked at.</summary>
public sealed class BatchReads
{
    private const string List = "batches";
    private const string RecentList = "batches|recent";
    private readonly BatchQueries _queries;
    private readonly PlanReader _plans;

    public BatchReads(BatchQueries queries, PlanReader plans)
    {
        _queries = queries;
        _plans = plans;
    }

    public async Task<IResult> ListAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        string? order = context.Request.Query["order"];
        return order switch
        {
            null or "" or "id" => await ListByIdAsync(context),
            "recent" => await ListRecentAsync(context),
            _ => throw new ApiException(HttpCodes.BadParameter, $"expected order to be id or recent, found {Shown.Text(order)}"),
        };
    }

    private async Task<IResult> ListRecentAsync(HttpContext context)
    {
        Paging paging = new(context.Request, RecentList, "order");
        RecentPage page = await _queries.ListRecentAsync(paging.After is { } after ? Parse(after) : null, paging.Limit, context.RequestAborted);
        BatchList list = new()
        {
            Batches = [.. page.Batches.Select(view => BatchDocument.From(view.Batch, view.Progress))],
            Next = paging.TokenAfter(page.Next is { } next ? string.Create(CultureInfo.InvariantCulture, $"{next.Ticks}.{next.Batch}") : null),
        };
        return new JsonResult<BatchList>(list, ApiJson.Default.BatchList) { Tagged = true };
    }

    private static RecentPlace? Parse(string after)
    {
        int dot = after.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && long.TryParse(after.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out long ticks) ? new RecentPlace(ticks, after[(dot + 1)..]) : null;
    }

    private async Task<IResult> ListByIdAsync(HttpContext context)
    {
        Paging paging = new(context.Request, List, "order");
        RecordPage page = await _queries.ListAsync(paging.After, paging.Limit, context.RequestAborted);
        BatchList list = new()
        {
            Batches = [.. page.Records.Select(record => BatchDocument.From(record, progress: null))],
            Next = paging.TokenAfter(page.Next),
        };
        return new JsonResult<BatchList>(list, ApiJson.Default.BatchList) { Tagged = true };
    }

    public async Task<IResult> GetAsync(HttpContext context, string batch)
    {
        ArgumentNullException.ThrowIfNull(context);
        Query query = new(context.Request, "include");
        string? include = query.Text("include");
        if (include is not (null or "plan"))
            throw new ApiException(HttpCodes.BadParameter, $"expected include to be plan, found {Shown.Text(include)}");
        BatchView view = await _queries.FindAsync(batch, context.RequestAborted) ?? throw new BatchNotFoundException(batch);
        PlanDocument? plan = include is not null && await _plans.ReadSummaryAsync(batch, context.RequestAborted) is { } summary
            ? PlanDocument.From(summary, view.Batch.PricePerImageUsd, summary.Problems)
            : null;
        return new JsonResult<BatchDocument>(BatchDocument.From(view.Batch, view.Progress, plan), ApiJson.Default.BatchDocument) { Tagged = true };
    }
}
