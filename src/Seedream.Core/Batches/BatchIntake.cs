using System.Diagnostics;
using System.Security.Cryptography;
using Seedream.Core.Intake;
using Seedream.Core.Jobs;
using Seedream.Core.Planning;
using Seedream.Core.RunComfy;
using Seedream.Core.Storage;
using Seedream.Core.Telemetry;

namespace Seedream.Core.Batches;

/// <summary>Turns a prompt file into a planned batch. The same file, options and run number give the same batch, however often.</summary>
public sealed class BatchIntake
{
    private readonly IObjectStore _prompts;
    private readonly BatchStore _batches;
    private readonly BatchPlanner _planner;
    private readonly PlanReader _plans;
    private readonly ImagePrice _price;
    private readonly IntakeOptions _options;
    private readonly TimeProvider _clock;

    public BatchIntake(PipelineStorage storage, BatchStore batches, BatchPlanner planner, PlanReader plans, ImagePrice price, IntakeOptions options, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(storage);
        _prompts = storage.Prompts;
        _price = price;
        _batches = batches;
        _planner = planner;
        _plans = plans;
        _options = options;
        _clock = clock;
    }

    /// <summary>
    /// Accepts a file of the prompts container. Raises <see cref="PromptFileNotFoundException"/> when there is none of that
    /// name, and <see cref="IOException"/> when it changes meanwhile.
    /// </summary>
    public async Task<AcceptedBatch> AcceptStoredAsync(string name, BatchOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        decimal price = await _price.GetAsync(cancellationToken);
        return await AcceptAsync(OpenAsync, name, name, options.Defaults, options.Run, price, cancellationToken);

        async Task<Stream> OpenAsync(CancellationToken stop) =>
            ObjectName.IsValid(name) && await _prompts.OpenReadAsync(name, 0, stop) is { } content ? content : throw new PromptFileNotFoundException(name);
    }

    /// <summary>Accepts a file that was handed over.</summary>
    /// <param name="open">Opens the file; called once to identify it, and once to read it where that was not done before.</param>
    /// <param name="fileName">Its name, which is part of the batch's identity.</param>
    /// <param name="options">What is said about it as a whole.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<AcceptedBatch> AcceptAsync(Func<CancellationToken, Task<Stream>> open, string fileName, BatchOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        return await AcceptAsync(open, fileName, source: null, options.Defaults, options.Run, await _price.GetAsync(cancellationToken), cancellationToken);
    }

    /// <summary>Accepts a file at a given price.</summary>
    /// <param name="open">Opens the file; called once to identify it, and once to read it where that was not done before.</param>
    /// <param name="fileName">Its name, which is part of the batch's identity.</param>
    /// <param name="defaults">What empty cells mean.</param>
    /// <param name="run">1, or more to run the same file again deliberately.</param>
    /// <param name="pricePerImage">US dollars per image, for the limits and estimates.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<AcceptedBatch> AcceptAsync(Func<CancellationToken, Task<Stream>> open, string fileName, JobDefaults defaults, int run, decimal pricePerImage, CancellationToken cancellationToken) =>
        AcceptAsync(open, fileName, source: null, defaults, run, pricePerImage, cancellationToken);

    private async Task<AcceptedBatch> AcceptAsync(Func<CancellationToken, Task<Stream>> open, string fileName, string? source, JobDefaults defaults, int run, decimal pricePerImage, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(open);
        string hash;
        await using (Stream content = await open(cancellationToken))
            hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));
        string id = BatchId.Of(fileName, hash, defaults, run);
        using Activity? span = BatchSpans.Start(BatchSpans.Accept, id, round: 1);
        BatchRecord batch = await _batches.GetOrCreateAsync(
            new BatchRecord
            {
                Id = id,
                File = fileName,
                Source = source,
                ContentSha256 = hash,
                Defaults = defaults,
                Run = run,
                Status = BatchStatus.Validating,
                CreatedAt = _clock.GetUtcNow(),
                PricePerImageUsd = pricePerImage,
            },
            cancellationToken);

        // Until it runs, a batch follows the limits and the price of the day.
        bool begun = batch.StartedAt is not null;
        if (begun && await _plans.ReadSummaryAsync(id, cancellationToken) is { } planned)
            return new AcceptedBatch(batch, planned);
        await using Stream rows = await open(cancellationToken);
        PlanSummary plan = await _planner.PlanAsync(id, fileName, rows, _options, defaults, pricePerImage, cancellationToken);
        if (plan.ContentSha256 != hash && !plan.Rejected)
            throw new IOException($"'{fileName}' changed while it was read; nothing was submitted, try again when it is complete");
        batch = await _batches.UpdateAsync(
            id,
            // Another process may have begun it meanwhile.
            record => record.StartedAt is not null ? record : record with
            {
                PricePerImageUsd = pricePerImage,
                Rows = plan.Rows,
                Status = plan.Rejected ? BatchStatus.Rejected : BatchStatus.Validating,
                Reason = plan.Rejected ? plan.Problems.FirstOrDefault(problem => problem.Severity == Severity.FileError)?.Message : null,
            },
            cancellationToken);
        return new AcceptedBatch(batch, plan);
    }
}
