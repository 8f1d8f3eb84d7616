using System.Diagnostics;
using System.Runtime.CompilerServices;
using Seedream.Core.Identity;
using Seedream.Core.Intake;
using Seedream.Core.Jobs;
using Seedream.Core.Planning;
using Seedream.Core.Retention;
using Seedream.Core.RunComfy;
using Seedream.Core.Storage;
using Seedream.Core.Telemetry;

namespace Seedream.Core.Batches;

/// <summary>
/// Turns a prompt file into a planned batch. The same content gives the same batch, however often it comes and whatever it is
/// called; other content under a name that ran before shares the rows that ran.
/// </summary>
public sealed class BatchIntake
{
    private readonly IObjectStore _prompts;
    private readonly BatchStore _batches;
    private readonly BatchPlanner _planner;
    private readonly PlanReader _plans;
    private readonly Tombstones _tombstones;
    private readonly OldTombstones _oldTombstones;
    private readonly ContentStore _contents;
    private readonly NameStore _names;
    private readonly VersionPlanner _versions;
    private readonly BatchPreviewer _previewer;
    private readonly FailedFiles? _failed;
    private readonly StoreUpgrade _upgrade;
    private readonly ImagePrice _price;
    private readonly RunComfyOptions _api;
    private readonly IntakeOptions _options;
    private readonly TimeProvider _clock;

    public BatchIntake(PipelineStorage storage, BatchStore batches, BatchPlanner planner, PlanReader plans, Tombstones tombstones, StoreUpgrade upgrade, ImagePrice price, RunComfyOptions api, IntakeOptions options, TimeProvider clock, FailedFiles? failed = null)
    {
        ArgumentNullException.ThrowIfNull(storage);
        _prompts = storage.Prompts;
        _batches = batches;
        _planner = planner;
        _plans = plans;
        _tombstones = tombstones;
        _oldTombstones = new OldTombstones(tombstones, options);
        _contents = new ContentStore(storage);
        _names = new NameStore(storage);
        _versions = new VersionPlanner(batches, planner, plans, _names, new EarlierRowsReader(plans, tombstones), options);
        _previewer = new BatchPreviewer(storage, batches, plans, tombstones, _oldTombstones, api, options);
        _failed = failed;
        _upgrade = upgrade;
        _price = price;
        _api = api;
        _options = options;
        _clock = clock;
    }

    /// <summary>
    /// Accepts a file of the prompts container. Raises <see cref="PromptFileNotFoundException"/> when there is none of that
    /// name, and <see cref="IOException"/> when it changes meanwhile.
    /// </summary>
    public async Task<AcceptedBatch> AcceptStoredAsync(string name, BatchOptions options, CancellationToken cancellationToken) =>
        await AcceptAsync(Stored(name), options, await _price.GetAsync(cancellationToken), cancellationToken);

    /// <summary>Accepts a file that was handed over.</summary>
    /// <param name="open">Opens the file; called once to identify it, and once to read it where that was not done before.</param>
    /// <param name="fileName">Its name.</param>
    /// <param name="options">What is said about it as a whole.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<AcceptedBatch> AcceptAsync(Func<CancellationToken, Task<Stream>> open, string fileName, BatchOptions options, CancellationToken cancellationToken) =>
        await AcceptAsync(new BatchFile { Open = open, Name = fileName }, options, await _price.GetAsync(cancellationToken), cancellationToken);

    /// <summary>Accepts a file at a given price.</summary>
    /// <param name="open">Opens the file; called once to identify it, and once to read it where that was not done before.</param>
    /// <param name="fileName">Its name.</param>
    /// <param name="defaults">What empty cells mean.</param>
    /// <param name="run">1, or more to run the same file again deliberately.</param>
    /// <param name="pricePerImage">US dollars per image, for the limits and estimates.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<AcceptedBatch> AcceptAsync(Func<CancellationToken, Task<Stream>> open, string fileName, JobDefaults defaults, int run, decimal pricePerImage, CancellationToken cancellationToken) =>
        AcceptAsync(new BatchFile { Open = open, Name = fileName }, new BatchOptions { Defaults = defaults, Run = run }, pricePerImage, cancellationToken);

    /// <summary>
    /// Accepts a file at a given price. Raises <see cref="BatchPurgedException"/> when its content ran and was purged,
    /// <see cref="MayHaveRunException"/> when that cannot be told, and <see cref="BatchNotFoundException"/> when the batch it continues does not exist.
    /// </summary>
    public async Task<AcceptedBatch> AcceptAsync(BatchFile file, BatchOptions options, decimal pricePerImage, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(options);
        await _upgrade.EnsureAsync(cancellationToken);
        if (await SplitAsync(file, options, cancellationToken) is not { } split)
            return await AcceptAsync(file, options, pricePerImage, choose: null, cancellationToken);

        // Nothing is begun while a batch of it runs, nor where the rest is refused.
        await _failed!.PreviewAsync(split, cancellationToken);
        AcceptedBatch? rest = split.Rest == 0 ? null : await AcceptAsync(file, options, pricePerImage, split.Choose, cancellationToken);
        if (rest is { Plan.Rejected: true })
            return rest;
        FailedRows failed = await _failed.BeginAsync(split, cancellationToken);
        if (rest is not null)
            return rest with { Failed = failed };
        string batch = (failed.Rounds.FirstOrDefault(round => round.IsOpen) ?? failed.Rounds[0]).Batch;
        PlanSummary known = await _plans.ReadSummaryAsync(batch, cancellationToken) ?? throw new BatchNotFoundException(batch);
        return new AcceptedBatch(await _batches.GetAsync(batch, cancellationToken), known) { Failed = failed };
    }

    private async Task<AcceptedBatch> AcceptAsync(BatchFile file, BatchOptions options, decimal pricePerImage, Func<PromptRow, PromptRow?>? choose, CancellationToken cancellationToken)
    {
        file = await NameAsync(file, options.Run, cancellationToken);
        PlanOrder order = new() { Batch = "", Choose = choose, FileName = file.Name, Options = _options, Defaults = options.Defaults, Model = _api.Model };
        PlanSummary plan;
        ContentIdentity identity;
        await using (Stream content = await file.Open(cancellationToken))
        {
            (plan, ContentHasher hasher) = await BatchPlanner.IdentifyAsync(order, content, cancellationToken);
            using (hasher)
                identity = hasher.Finish(options.Run, ScopeOf(file));
        }

        Arrival arrival = new(file, options, order, plan, identity, pricePerImage);
        if (plan.Rejected || plan.ValidRows == 0)
            return await AcceptAloneAsync(arrival, cancellationToken);
        if (await FindOfRelease1Async(arrival, cancellationToken) is { } old)
            return await JoinAsync(arrival, old, StateLayout.PlanFolder, cancellationToken);
        return await AcceptAsync(arrival, cancellationToken);
    }

    /// <summary>
    /// What accepting the file would come to, without anything being kept or paid. The file is read once. Raises
    /// <see cref="BatchNotFoundException"/> when the batch it continues does not exist.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="content">What is in it; stays the caller's.</param>
    /// <param name="options">What is said about it as a whole.</param>
    /// <param name="pricePerImage">US dollars.</param>
    /// <param name="report">Told every problem, in the order in which it is found.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<BatchPreview> PreviewAsync(BatchFile file, Stream content, BatchOptions options, decimal pricePerImage, Action<Problem> report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(options);
        if (_failed is null || options.Run > 1)
            return await _previewer.RunAsync(file, content, options, ScopeOf(file), pricePerImage, report, choose: null, cancellationToken);
        await using RereadableFile read = await RereadableFile.OpenAsync(content, cancellationToken);
        FailedSplit? split = read.IsWhole ? await _failed.SplitAsync(file, read.Content, options, cancellationToken) : null;
        read.Rewind();
        BatchPreview preview = await _previewer.RunAsync(file, read.Content, options, ScopeOf(file), pricePerImage, report, split is null ? null : split.Choose, cancellationToken);
        if (split is null || preview.Plan.Rejected)
            return preview;
        try
        {
            return preview with { Failed = await _failed.PreviewAsync(split, cancellationToken) };
        }
        catch (BatchNotEndedException running)
        {
            return preview with { Refusal = $"{running.Message}; rows of this failed.csv go on when it has ended" };
        }
    }

    /// <summary>What becomes of the rows of a <c>failed.csv</c> that a batch here has, without anything being begun; null for any other file.</summary>
    public async Task<FailedRows?> PreviewFailedAsync(BatchFile file, BatchOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(options);
        await _upgrade.EnsureAsync(cancellationToken);
        return await SplitAsync(file, options, cancellationToken) is { } split ? await _failed!.PreviewAsync(split, cancellationToken) : null;
    }

    private async Task<FailedSplit?> SplitAsync(BatchFile file, BatchOptions options, CancellationToken cancellationToken)
    {
        if (_failed is null || options.Run > 1)
            return null;
        await using Stream content = await file.Open(cancellationToken);
        return await _failed.SplitAsync(file, content, options, cancellationToken);
    }

    /// <summary>The batches that are versions of a file, in the order in which they were planned; none for a file without a full name.</summary>
    public async IAsyncEnumerable<BatchRecord> ListVersionsAsync(BatchFile file, int run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (file.FullName is not { } name)
            yield break;
        foreach (NameVersion version in (await _names.ReadAsync(name, run, cancellationToken)).Value)
        {
            if (await _batches.FindAsync(version.Batch, cancellationToken) is { } batch)
                yield return batch;
        }
    }

    /// <summary>A file of the prompts container.</summary>
    public BatchFile Stored(string name) => new()
    {
        Open = async stop => ObjectName.IsValid(name) && await _prompts.OpenReadAsync(name, 0, stop) is { } content ? content : throw new PromptFileNotFoundException(name),
        Name = name,
        FullName = FullName.OfContainer(name),
        Source = name,
    };

    private string? ScopeOf(BatchFile file) => _options.SameContent == SameContent.Once ? null : file.FullName ?? $"upload:{file.Name}";

    private async Task<BatchFile> NameAsync(BatchFile file, int run, CancellationToken cancellationToken)
    {
        if (file.Continues is not { } continued)
            return file;
        BatchRecord before = await _batches.GetAsync(continued, cancellationToken);
        string name = before.FullName ?? FullName.OfBatch(continued);
        if (before.FullName is null && before.Run == run && await _plans.ReadSummaryAsync(continued, cancellationToken) is { Rejected: false } plan)
            await _names.EnterAsync(name, run, new NameVersion { Batch = continued, Plan = plan.Segments ?? StateLayout.PlanFolder, Model = before.Model }, cancellationToken);
        return file with { FullName = name };
    }

    private async Task<AcceptedBatch> AcceptAsync(Arrival arrival, CancellationToken cancellationToken)
    {
        string id = BatchId.Of(arrival.File.Name, arrival.Identity);
        using Activity? span = BatchSpans.Start(BatchSpans.Accept, id, round: 1);
        while (true)
        {
            Versioned<IReadOnlyList<ContentBatch>> found = await _contents.ReadAsync(arrival.Identity.Asked, cancellationToken);
            List<ContentBatch> known = [];
            foreach (ContentBatch entry in found.Value)
            {
                // What is neither there nor purged was forgotten, and counts no more.
                if (await _batches.FindAsync(entry.Batch, cancellationToken) is not null || await _tombstones.FindAsync(entry.Batch, cancellationToken) is not null)
                    known.Add(entry);
            }

            if (known.Find(entry => entry.Full == arrival.Identity.Full) is { } same)
            {
                if (await _tombstones.FindAsync(same.Batch, cancellationToken) is { } purged)
                    throw new BatchPurgedException(purged);
                if (same.Batch != id)
                    await WithdrawAsync(arrival, id, cancellationToken);
                return await JoinAsync(arrival, await _batches.GetAsync(same.Batch, cancellationToken), same.Plan, cancellationToken);
            }

            if (known.Count == 0 && _api.RecordedModel is null && await _oldTombstones.FindAsync(arrival.File.Name, arrival.Options.Run, cancellationToken) is { } old)
                throw new MayHaveRunException(old);
            PlanSummary plan = await _versions.PlanAsync(arrival, id, NewRecord(arrival, id), known.FirstOrDefault(), cancellationToken);
            if (PlanLimits.Apply(plan, _options, arrival.PricePerImage) is { Rejected: true } rejected)
                return await KeepAsync(arrival, id, rejected, cancellationToken);
            ContentBatch mine = new() { Batch = id, Full = arrival.Identity.Full, File = arrival.File.Name, Plan = plan.Segments!, Run = arrival.Options.Run, Model = _api.RecordedModel };
            if (await _contents.TryWriteAsync(arrival.Identity.Asked, found.Version, [.. known, mine], cancellationToken))
                return await KeepAsync(arrival, id, plan, cancellationToken);
        }
    }

    // It was about to become a batch of its own when another of the same content was quicker.
    private async Task WithdrawAsync(Arrival arrival, string id, CancellationToken cancellationToken)
    {
        if (arrival.File.FullName is { } name)
            await _names.RemoveAsync(name, arrival.Options.Run, id, cancellationToken);
        if (await _batches.FindAsync(id, cancellationToken) is { StartedAt: null } record && record.Full == arrival.Identity.Full && await _plans.ReadSummaryAsync(id, cancellationToken) is null)
            await _batches.DeleteAsync(id, cancellationToken);
    }

    private async Task<AcceptedBatch> JoinAsync(Arrival arrival, BatchRecord batch, string folder, CancellationToken cancellationToken)
    {
        if (arrival.File.FullName is { } name)
            await _names.EnterAsync(name, arrival.Options.Run, new NameVersion { Batch = batch.Id, Plan = folder, Model = batch.Model }, cancellationToken);
        string? sameAs = batch.File == arrival.File.Name && (batch.FullName is null || arrival.File.FullName is null || batch.FullName == arrival.File.FullName) ? null : FullName.Shown(batch.FullName) ?? batch.File;
        PlanSummary? entered = await _plans.ReadSummaryAsync(batch.Id, cancellationToken);
        // Until it runs, a batch follows the limits and the price of the day.
        if (batch.StartedAt is not null && entered is not null)
            return new AcceptedBatch(batch, entered) { SameAs = sameAs };
        PlanSummary plan = await _plans.ReadSummaryAsync(batch.Id, folder, cancellationToken) ?? arrival.Plan;
        return await KeepAsync(arrival, batch.Id, plan, cancellationToken) with { SameAs = sameAs };
    }

    // A file without a row that could be paid for has nothing to share with any other.
    private async Task<AcceptedBatch> AcceptAloneAsync(Arrival arrival, CancellationToken cancellationToken)
    {
        string id = arrival.Plan.Rejected
            ? BatchId.OfRejected(arrival.File.Name, arrival.Plan.ContentSha256, arrival.Options.Run)
            : BatchId.Of(arrival.File.Name, arrival.Identity);
        BatchRecord batch = await _batches.GetOrCreateAsync(NewRecord(arrival, id) with { Asked = null }, cancellationToken);
        if (batch.StartedAt is not null && await _plans.ReadSummaryAsync(id, cancellationToken) is { } entered)
            return new AcceptedBatch(batch, entered);
        if (!arrival.Plan.Rejected)
            await _versions.MakeAsync(arrival, arrival.Order with { Batch = id }, cancellationToken);
        return await KeepAsync(arrival, id, arrival.Plan, cancellationToken);
    }

    private async Task<AcceptedBatch> KeepAsync(Arrival arrival, string id, PlanSummary made, CancellationToken cancellationToken)
    {
        BatchRecord batch = await _batches.GetOrCreateAsync(NewRecord(arrival, id), cancellationToken);
        if (batch.StartedAt is not null && await _plans.ReadSummaryAsync(id, cancellationToken) is { } entered)
            return new AcceptedBatch(batch, entered);
        PlanSummary plan = PlanLimits.Apply(made, _options, arrival.PricePerImage);
        await _planner.EnterAsync(id, plan, cancellationToken);
        batch = await _batches.UpdateAsync(
            id,
            // Another process may have begun it meanwhile.
            record => record.StartedAt is not null ? record : record with
            {
                PricePerImageUsd = arrival.PricePerImage,
                Rows = plan.Rows,
                Status = plan.Rejected ? BatchStatus.Rejected : BatchStatus.Validating,
                Reason = plan.Rejected ? plan.Problems.FirstOrDefault(problem => problem.Severity == Severity.FileError)?.Message : null,
            },
            cancellationToken);
        return new AcceptedBatch(batch, plan);
    }

    // A batch of an earlier release is known by the id it has, whatever has become of its plan.
    private async Task<BatchRecord?> FindOfRelease1Async(Arrival arrival, CancellationToken cancellationToken)
    {
        if (_api.RecordedModel is not null)
            return null;
        string id = BatchId.OfRelease1(arrival.File.Name, arrival.Plan.ContentSha256, arrival.Options.Defaults, arrival.Options.Run);
        if ((await _tombstones.FindAsync(id, cancellationToken) ?? await _oldTombstones.FindContentAsync(arrival.Plan.ContentSha256, arrival.Options.Defaults, arrival.Options.Run, cancellationToken)) is { } purged)
            throw new BatchPurgedException(purged);
        return await _batches.FindAsync(id, cancellationToken) is { Status: not BatchStatus.Rejected } batch ? batch : null;
    }

    private BatchRecord NewRecord(Arrival arrival, string id) => new()
    {
        Id = id,
        File = arrival.File.Name,
        Source = arrival.File.Source,
        ContentSha256 = arrival.Plan.ContentSha256,
        Defaults = arrival.Options.Defaults,
        Run = arrival.Options.Run,
        Model = _api.RecordedModel,
        Asked = arrival.Identity.Asked,
        Full = arrival.Identity.Full,
        FullName = arrival.File.FullName,
        Status = BatchStatus.Validating,
        CreatedAt = _clock.GetUtcNow(),
        PricePerImageUsd = arrival.PricePerImage,
    };
}
