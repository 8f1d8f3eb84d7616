using System.Globalization;
using Seedream.Core.Batches;
using Seedream.Core.Hosting;
using Seedream.Core.Intake;
using Seedream.Core.RunComfy;

namespace Seedream.Core.Jobs;

/// <summary>
/// Puts a single job on record. One conditional write: the record holds the request, so there is no plan besides it. The
/// caller then starts it (<see cref="Hosting.IPipelineStarter"/>); until that is done the job is not accepted.
/// </summary>
public sealed class JobIntake
{
    private readonly BatchStore _batches;
    private readonly StopMarkers _markers;
    private readonly ImagePrice _price;
    private readonly RunComfyOptions _api;
    private readonly IntakeOptions _options;
    private readonly PipelineHost _host;
    private readonly TimeProvider _clock;

    public JobIntake(BatchStore batches, StopMarkers markers, ImagePrice price, RunComfyOptions api, IntakeOptions options, PipelineHost host, TimeProvider clock)
    {
        _batches = batches;
        _markers = markers;
        _price = price;
        _api = api;
        _options = options;
        _host = host;
        _clock = clock;
    }

    /// <summary>
    /// Accepts a job; the same key and request give the same job, however often. Raises <see cref="JobConflictException"/>
    /// when the key belongs to another request, and <see cref="JobRefusedException"/> when it breaks a limit.
    /// </summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="key">One of <see cref="JobKey"/>.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<AcceptedJob> AcceptAsync(JobRequest request, string key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        decimal price = await _price.GetAsync(cancellationToken);
        CheckCost(request, price);
        DateTimeOffset now = _clock.GetUtcNow();
        BatchRecord job = new()
        {
            Id = JobId.From(key),
            File = request.Id ?? "",
            ContentSha256 = JobKey.ContentHash(request),
            Defaults = new JobDefaults(),
            Model = _api.RecordedModel,
            Request = request,
            Owner = _host.Owner,
            Status = BatchStatus.InProgress,
            CreatedAt = now,
            StartedAt = now,
            PricePerImageUsd = price,
            Rows = 1,
        };
        BatchRecord stored = await _batches.GetOrCreateAsync(job, cancellationToken);
        if (stored.ContentSha256 != job.ContentSha256)
            throw new JobConflictException(stored.Id);
        bool created = ReferenceEquals(stored, job);
        if (created)
            _markers.BeginsNow(job.Id, job.Round);
        return new AcceptedJob(stored, created);
    }

    private void CheckCost(JobRequest request, decimal price)
    {
        decimal most = request.Input.MostImages * price;
        if (most <= _options.MaxCostUsd)
            return;
        throw new JobRefusedException(new Problem
        {
            Code = ProblemCodes.TooExpensive.Code,
            Severity = Severity.FileError,
            Column = "max_images",
            Message = string.Create(CultureInfo.InvariantCulture, $"Expected a worst case of at most ${_options.MaxCostUsd}, found ${most}"),
        });
    }
}
