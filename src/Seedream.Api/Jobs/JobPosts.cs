using System.Globalization;
using Microsoft.AspNetCore.Http;
using Seedream.Api.Problems;
using Seedream.Api.Requests;
using Seedream.Api.Responses;
using Seedream.Core.Hosting;
using Seedream.Core.Intake;
using Seedream.Core.Jobs;

namespace Seedream.Api.Jobs;

/// <summary>Single jobs come in.</summary>
public sealed class JobPosts
{
    private readonly JobRequestReader _reader;
    private readonly JobIntake _intake;
    private readonly JobQueries _queries;
    private readonly IPipelineStarter _starter;
    private readonly ApiOptions _options;

    public JobPosts(JobRequestReader reader, JobIntake intake, JobQueries queries, IPipelineStarter starter, ApiOptions options)
    {
        _reader = reader;
        _intake = intake;
        _queries = queries;
        _starter = starter;
        _options = options;
    }

    public async Task<IResult> PostAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        HttpRequest http = context.Request;
        _ = new Query(http);
        ContentTypeCheck.Expect(http, "application/json");
        string? key = IdempotencyKey.Of(http);
        JobRequest request = await ReadAsync(http, context.RequestAborted);

        // From here on it is accepted whether or not the client waits for the answer.
        AcceptedJob accepted = await AcceptAsync(request, key is null ? JobKey.Unique() : JobKey.FromHeader(key));
        string job = accepted.Job.Id;
        await _starter.StartAsync(job, accepted.Job.Round, CancellationToken.None);

        int? wait = Preference.Wait(http.Headers["Prefer"], _options.MaxWaitSeconds);
        if (wait is { } applied)
            context.Response.Headers["Preference-Applied"] = string.Create(CultureInfo.InvariantCulture, $"wait={applied}");
        JobView view = await _queries.WaitAsync(job, TimeSpan.FromSeconds(wait ?? 0), context.RequestAborted) ?? new JobView(accepted.Job, null);
        JobDocument document = JobDocument.From(view.Job, view.Outcome);
        int status = view.Outcome is null ? StatusCodes.Status202Accepted : StatusCodes.Status200OK;
        return new JsonResult<JobDocument>(document, ApiJson.Default.JobDocument, status) { Location = document.Links["self"] };
    }

    private async Task<JobRequest> ReadAsync(HttpRequest http, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> body = await RequestBody.ReadAsync(http, _options.MaxJobBytes, cancellationToken);
        if (body.IsEmpty)
            throw new ApiException(HttpCodes.BadBody, "expected a JSON object such as {\"prompt\": \"...\"}, found an empty body");
        JobRequestReading reading = await _reader.ReadAsync(body, new JobDefaults(), cancellationToken);
        if (reading.Request is { } request)
            return request;
        Problem[] problems = [.. reading.Problems];
        Problem first = Array.Find(problems, problem => problem.Severity != Severity.Warning) ?? problems[0];
        throw new ApiException(IsUnreadable(first) ? HttpCodes.BadBody : HttpCodes.BadJob, first.Message) { ProblemCount = problems.Length, Problems = problems };
    }

    private async Task<AcceptedJob> AcceptAsync(JobRequest request, string key)
    {
        try
        {
            return await _intake.AcceptAsync(request, key, CancellationToken.None);
        }
        catch (JobConflictException conflict)
        {
            throw new ApiException(HttpCodes.KeyReused, conflict.Message) { Id = conflict.Job };
        }
        catch (JobRefusedException refused)
        {
            throw new ApiException(HttpCodes.BadJob, refused.Message) { ProblemCount = 1, Problems = [refused.Problem] };
        }
    }

    // What is no JSON object at all, as against one whose values are wrong.
    private static bool IsUnreadable(Problem problem) =>
        problem.Code == ProblemCodes.MalformedJson.Code || problem.Code == ProblemCodes.NotAnObject.Code
        || problem.Code == ProblemCodes.DamagedText.Code || problem.Code == ProblemCodes.NotText.Code;
}
