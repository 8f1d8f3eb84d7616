using Microsoft.AspNetCore.Http;
using Seedream.Api.Problems;
using Seedream.Api.Requests;
using Seedream.Api.Responses;
using Seedream.Core.Batches;
using Seedream.Core.Hosting;
using Seedream.Core.Intake;
using Seedream.Core.RunComfy;

namespace Seedream.Api.Batches;

/// <summary>Prompt files come in: checked only, or accepted and started.</summary>
public sealed class BatchUploads
{
    private const int MostProblems = 1_000;
    private const int UsualProblems = 100;
    private static readonly string[] QueryNames = [.. UploadOptions.Names, "dryRun", "limit", "offset"];

    private readonly UploadStore _uploads;
    private readonly BatchIntake _intake;
    private readonly IPipelineStarter _starter;
    private readonly ImagePrice _price;
    private readonly IntakeOptions _limits;

    public BatchUploads(UploadStore uploads, BatchIntake intake, IPipelineStarter starter, ImagePrice price, IntakeOptions limits)
    {
        _uploads = uploads;
        _intake = intake;
        _starter = starter;
        _price = price;
        _limits = limits;
    }

    public async Task<IResult> PostAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Query query = new(context.Request, QueryNames);
        bool dryRun = query.Flag("dryRun");
        int limit = query.Number("limit", UsualProblems, 0, MostProblems);
        int offset = query.Number("offset", 0, 0, int.MaxValue);
        UploadOptions options = UploadOptions.Names.Aggregate(new UploadOptions(), (said, name) => said.With(name, query.Text(name)));
        Upload upload = await UploadReader.OpenAsync(context.Request, options, _limits, context.RequestAborted);
        return dryRun
            ? await CheckAsync(upload, limit, offset, context.RequestAborted)
            : await AcceptAsync(upload, limit, context.RequestAborted);
    }

    private async Task<IResult> CheckAsync(Upload upload, int limit, int offset, CancellationToken cancellationToken)
    {
        decimal price = await _price.GetAsync(cancellationToken);
        List<Problem> problems = [];
        long found = 0;
        BatchPreview preview = await _intake.PreviewAsync(FileOf(upload, _ => Task.FromResult(upload.Content)), upload.Content, upload.Options.Batch, price, Report, cancellationToken);
        await upload.FinishAsync(cancellationToken);
        long end = offset + problems.Count;
        return new JsonResult<PlanDocument>(PlanDocument.From(preview, price, problems, end < found ? end : null), ApiJson.Default.PlanDocument);

        void Report(Problem problem)
        {
            if (found++ >= offset && problems.Count < limit)
                problems.Add(problem);
        }
    }

    private static BatchFile FileOf(Upload upload, Func<CancellationToken, Task<Stream>> open) =>
        new() { Open = open, Name = upload.FileName, Continues = upload.Options.ContinuedBatch };

    private async Task<IResult> AcceptAsync(Upload upload, int limit, CancellationToken cancellationToken)
    {
        string stored = await _uploads.KeepAsync(upload, cancellationToken);
        try
        {
            // The whole file is here: from now on it is accepted whether or not the client waits for the answer.
            AcceptedBatch accepted = await _intake.AcceptAsync(
                FileOf(upload, stop => _uploads.OpenAsync(stored, stop)), upload.Options.Batch, await _price.GetAsync(CancellationToken.None), CancellationToken.None);
            BatchRecord batch = accepted.Batch;
            IReadOnlyList<Problem> problems = [.. accepted.Plan.Problems.Take(limit)];
            if (accepted.Plan.Rejected)
                throw new ApiException(HttpCodes.BadFile, batch.Reason ?? "the file was rejected") { Id = batch.Id, ProblemCount = accepted.Plan.ProblemCount, Problems = problems };
            // Of a batch that has ended only a round begun for a failed.csv is started.
            if (accepted.Failed is null)
                await _starter.StartAsync(batch.Id, batch.Round, CancellationToken.None);
            foreach ((string id, int round) in accepted.Failed is null ? [] : accepted.ToStart)
                await _starter.StartAsync(id, round, CancellationToken.None);
            BatchDocument document = BatchDocument.From(batch, progress: null, PlanDocument.From(accepted.Plan, batch.PricePerImageUsd, problems)) with { SameAs = accepted.SameAs, Failed = FailedRowsDocument.From(accepted.Failed) };
            int status = batch.CompletedAt is null || accepted.ToStart.Any() ? StatusCodes.Status202Accepted : StatusCodes.Status200OK;
            return new JsonResult<BatchDocument>(document, ApiJson.Default.BatchDocument, status) { Location = document.Links["self"] };
        }
        finally
        {
            await _uploads.DeleteAsync(stored);
        }
    }
}
