using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Seedream.Api.Responses;

namespace Seedream.Api.Problems;

/// <summary>Answers with a problem document. Never carries a stack trace.</summary>
internal sealed class ProblemResult(ApiException refusal) : IResult, IStatusCodeHttpResult
{
    public int? StatusCode => refusal.Code.Status;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        foreach ((string name, StringValues value) in refusal.Headers)
            response.Headers[name] = value;
        response.Headers.CacheControl = "no-store";
        ApiProblem problem = new()
        {
            Type = refusal.Code.Type,
            Title = refusal.Code.Title,
            Status = refusal.Code.Status,
            Code = refusal.Code.Code,
            Detail = refusal.Detail,
            WhatToDo = refusal.Code.WhatToDo,
            TraceId = Activity.Current?.TraceId.ToHexString() ?? httpContext.TraceIdentifier,
            Id = refusal.Id,
            ProblemCount = refusal.ProblemCount,
            Problems = refusal.Problems,
        };
        return new JsonResult<ApiProblem>(problem, ApiJson.Default.ApiProblem, refusal.Code.Status, "application/problem+json").ExecuteAsync(httpContext);
    }
}
