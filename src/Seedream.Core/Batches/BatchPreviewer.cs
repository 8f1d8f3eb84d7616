using Seedream.Core.Identity;
using Seedream.Core.Intake;
using Seedream.Core.Planning;
using Seedream.Core.Retention;
using Seedream.Core.RunComfy;
using Seedream.Core.Storage;
using Seedream.Core.Submission;

namespace Seedream.Core.Batches;

/// <summary>Looks at a file as the intake would, and keeps nothing.</summary>
internal sealed class BatchPreviewer(PipelineStorage storage, BatchStore batches, PlanReader plans, Tombstones tombstones, OldTombstones oldTombstones, RunComfyOptions api, IntakeOptions limits)
{
    private readonly ContentStore _contents = new(storage);
    private readonly NameStore _names = new(storage);
    private readonly EarlierRowsReader _earlier = new(plans, tombstones);

    public async Task<BatchPreview> RunAsync(BatchFile file, Stream content, BatchOptions options, string? scope, decimal pricePerImage, Action<Problem> report, Func<PromptRow, PromptRow?>? choose, CancellationToken cancellationToken)
    {
        PlanOrder order = new() { Batch = "", FileName = file.Name, Options = limits, Defaults = options.Defaults, Model = api.Model, Choose = choose, Earlier = await EarlierAsync(file, options.Run, cancellationToken) };
        (PlanSummary plan, ContentIdentity identity) = await ReadAsync(order, content, options.Run, scope, report, cancellationToken);
        BatchPreview preview = new() { Plan = plan };
        if (plan is { Rejected: false, ValidRows: > 0 })
            preview = await CompareAsync(preview, file, options, identity, cancellationToken);
        foreach (Problem broken in PlanLimits.Check(preview.Plan, limits, pricePerImage))
            report(broken);
        return preview with { Plan = PlanLimits.Apply(preview.Plan, limits, pricePerImage) };
    }

    private async Task<EarlierRows> EarlierAsync(BatchFile file, int run, CancellationToken cancellationToken)
    {
        string? name = file.FullName;
        List<NameVersion> versions = [];
        if (file.Continues is { } continued)
        {
            BatchRecord before = await batches.GetAsync(continued, cancellationToken);
            name = before.FullName ?? FullName.OfBatch(continued);
            if (before.Run == run && await plans.ReadSummaryAsync(continued, cancellationToken) is { Rejected: false } plan)
                versions.Add(new NameVersion { Batch = continued, Plan = plan.Segments ?? StateLayout.PlanFolder, Model = before.Model });
        }

        if (name is not null)
            versions.AddRange((await _names.ReadAsync(name, run, cancellationToken)).Value.Where(version => !versions.Contains(version)));
        return await _earlier.ReadAsync(versions, cancellationToken);
    }

    private async Task<(PlanSummary Plan, ContentIdentity Identity)> ReadAsync(PlanOrder order, Stream content, int run, string? scope, Action<Problem> report, CancellationToken cancellationToken)
    {
        await using PromptFile file = await PromptFile.OpenAsync(content, order.FileName, order.Options, order.Defaults, cancellationToken);
        PlanTally tally = new();
        RowMatching matching = new(order, order.Earlier!, new RanRows(storage, batches, tombstones), tally);
        using ContentHasher hasher = new(order.Model);
        PromptHeader header = file.Header;
        int reported = 0;
        int rows = 0;
        while (await order.ReadRowAsync(file, ++rows, cancellationToken) is { } row)
        {
            ReportFile();
            tally.Add(row);
            foreach (Problem problem in row.Problems)
                report(problem);
            if (row.Cells.Count > header.Columns.Count)
                header = file.Header;
            hasher.Add(row, header);
            await matching.MatchAsync(row, cancellationToken);
        }

        ReportFile();
        return (tally.Summarize(file, order.Defaults), hasher.Finish(run, scope));

        void ReportFile()
        {
            for (; reported < file.FileProblems.Count; reported++)
                report(file.FileProblems[reported]);
        }
    }

    // Whatever has this content already has all of its rows.
    private async Task<BatchPreview> CompareAsync(BatchPreview preview, BatchFile file, BatchOptions options, ContentIdentity identity, CancellationToken cancellationToken)
    {
        if (api.RecordedModel is null)
        {
            string old = BatchId.OfRelease1(file.Name, preview.Plan.ContentSha256, options.Defaults, options.Run);
            if ((await tombstones.FindAsync(old, cancellationToken) ?? await oldTombstones.FindContentAsync(preview.Plan.ContentSha256, options.Defaults, options.Run, cancellationToken)) is { } purged)
                return preview with { Refusal = new BatchPurgedException(purged).Message };
            if (await batches.FindAsync(old, cancellationToken) is { Status: not BatchStatus.Rejected } batch)
                return await WithRowsOfAsync(preview with { SameAs = batch }, batch, cancellationToken);
        }

        IReadOnlyList<ContentBatch> known = (await _contents.ReadAsync(identity.Asked, cancellationToken)).Value;
        foreach (ContentBatch entry in known.OrderBy(entry => entry.Full != identity.Full))
        {
            bool isSame = entry.Full == identity.Full;
            if (isSame && await tombstones.FindAsync(entry.Batch, cancellationToken) is { } purged)
                return preview with { Refusal = new BatchPurgedException(purged).Message };
            if (await batches.FindAsync(entry.Batch, cancellationToken) is { } batch)
                return await WithRowsOfAsync(isSame ? preview with { SameAs = batch } : preview, batch, cancellationToken);
        }

        return known.Count == 0 && api.RecordedModel is null && await oldTombstones.FindAsync(file.Name, options.Run, cancellationToken) is { } unknown
            ? preview with { Refusal = new MayHaveRunException(unknown).Message }
            : preview;
    }

    private async Task<BatchPreview> WithRowsOfAsync(BatchPreview preview, BatchRecord batch, CancellationToken cancellationToken)
    {
        PlanTally tally = new();
        RanRows ran = new(storage, batches, tombstones);
        for (int segment = 0; segment * StateLayout.SegmentSize < preview.Plan.Rows; segment++)
        {
            await foreach (PromptRow row in plans.ReadSegmentAsync(batch.Id, segment, cancellationToken))
            {
                LedgerPlace place = row.Home ?? new LedgerPlace(batch.Id, row.Row);
                if (row.Held is not null)
                    tally.Add(row);
                else if (row.Input is { } input)
                    tally.AddShared(input, place, await ran.HasRunAsync(place, cancellationToken));
            }
        }

        PlanSummary counted = tally.WithShared(preview.Plan);
        // A batch that goes on runs what its own plan says, whatever the file's name would have shared.
        return preview.SameAs is null && counted.RanRows < preview.Plan.RanRows ? preview : preview with { Plan = counted };
    }
}
