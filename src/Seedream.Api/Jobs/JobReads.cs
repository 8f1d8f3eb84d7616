using Microsoft.AspNetCore.Http;
using Seedream.Api.Batches;
using Seedream.Api.Problems;
using Seedream.Api.Requests;
using Seedream.Api.Responses;
using Seedream.Core.Batches;
using Seedream.Core.Jobs;

namespace Seedream.Api.Jobs;

/// <summary>Single jobs are looked at and cancelled.</summary>
public sealed class JobReads
{
    private const string List = "jobs";
    private readonly JobQueries _queries;
    private readonly BatchActions _actions;

    public JobReads(JobQueries queries, BatchActions actions)
    {
        _queries = queries;
        _actions = actions;
    }

    public async Task<IResult> ListAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Paging paging = new(context.Request, List);
        RecordPage page = await _queries.ListAsync(paging.After, paging.Limit, context.RequestAborted);
        JobList list = new()
        {
            Jobs = [.. page.Records.Select(record => JobDocument.From(record, outcome: null))],
            Next = paging.TokenAfter(page.Next),
        };
        return new JsonResult<JobList>(list, ApiJson.Default.JobList) { Tagged = true };
    }

    public async Task<IResult> GetAsync(HttpContext context, string job)
    {
        ArgumentNullException.ThrowIfNull(context);
        _ = new Query(context.Request);
        JobView view = await _queries.FindAsync(job, context.RequestAborted) ?? throw Missing(job);
        return new JsonResult<JobDocument>(JobDocument.From(view.Job, view.Outcome), ApiJson.Default.JobDocument) { Tagged = true };
    }

    public async Task<IResult> CancelAsync(HttpContext context, string job)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (await _queries.FindAsync(job, context.RequestAborted) is null)
            throw Missing(job);
        BatchRecord cancelled = await _actions.CancelAsync(job, context);
        return new JsonResult<JobDocument>(JobDocument.From(cancelled, outcome: null), ApiJson.Default.JobDocument, StatusCodes.Status202Accepted) { Location = $"/api/jobs/{job}" };
    }

    private static ApiException Missing(string job) => new(HttpCodes.NotFound, $"there is no job {job}");
}
