using Seedream.Core.Hosting;
using Seedream.Core.Identity;
using Seedream.Core.Intake;
using Seedream.Core.Outcomes;
using Seedream.Core.Planning;
using Seedream.Core.Retention;
using Seedream.Core.RunComfy;
using Seedream.Core.Storage;
using Seedream.Core.Submission;

namespace Seedream.Core.Batches;

/// <summary>
/// Takes the rows of a dropped <c>failed.csv</c> to the batches they came from: rows that nobody has corrected go on in a further
/// round there, as in a retry; the rest becomes a batch of the file's own.
/// </summary>
public sealed class FailedFiles
{
    private const int RowsAtOnce = 1_000;
    private const int MostOutcomes = 8;

    private readonly BatchStore _batches;
    private readonly BatchRounds _rounds;
    private readonly PlanReader _plans;
    private readonly OutcomeStore _outcomes;
    private readonly Ledger _ledger;
    private readonly Tombstones _tombstones;
    private readonly RunComfyOptions _api;
    private readonly IntakeOptions _limits;
    private readonly PipelineHost _host;

    public FailedFiles(BatchStore batches, BatchRounds rounds, PlanReader plans, OutcomeStore outcomes, Ledger ledger, Tombstones tombstones, RunComfyOptions api, IntakeOptions limits, PipelineHost host)
    {
        _batches = batches;
        _rounds = rounds;
        _plans = plans;
        _outcomes = outcomes;
        _ledger = ledger;
        _tombstones = tombstones;
        _api = api;
        _limits = limits;
        _host = host;
    }

    /// <summary>Where each row of the file belongs; null for a file that is no <c>failed.csv</c>, or ran as a batch of its own in an earlier release.</summary>
    internal async Task<FailedSplit?> SplitAsync(BatchFile file, Stream content, BatchOptions options, CancellationToken cancellationToken)
    {
        // Another run number is a person's word to make everything anew.
        if (options.Run > 1)
            return null;
        await using PromptFile prompts = await PromptFile.OpenAsync(content, file.Name, _limits, options.Defaults, cancellationToken);
        if (!prompts.IsReport || prompts.IsRejected)
            return null;
        FailedSplit split = new();
        OldFailedRows old = new(_batches, _plans, _outcomes, file);
        Dictionary<string, KnownBatch?> known = new(StringComparer.Ordinal);
        List<PromptRow> rows = [];
        while (await prompts.ReadRowAsync(cancellationToken) is { } row)
        {
            rows.Add(await old.ResolveAsync(row, prompts.Header, cancellationToken));
            if (rows.Count < RowsAtOnce)
                continue;
            await SortAsync(rows, prompts.Header, options, split, known, cancellationToken);
            rows.Clear();
        }

        await SortAsync(rows, prompts.Header, options, split, known, cancellationToken);
        if (prompts.IsRejected || split.Rest + split.Named.Count == 0)
            return null;
        string before = BatchId.OfRelease1(file.Name, prompts.ContentSha256, options.Defaults, options.Run);
        return await _batches.FindAsync(before, cancellationToken) is { Status: not BatchStatus.Rejected } || await _tombstones.FindAsync(before, cancellationToken) is not null ? null : split;
    }

    /// <summary>What the file comes to, without doing it. Raises <see cref="BatchNotEndedException"/> while one of its batches runs.</summary>
    internal Task<FailedRows> PreviewAsync(FailedSplit split, CancellationToken cancellationToken) =>
        GoAsync(split, (batch, _, rows) => _rounds.PreviewNamedAsync(batch, rows, cancellationToken), cancellationToken);

    /// <summary>
    /// Begins the rounds. Raises <see cref="BatchNotEndedException"/> or <see cref="BatchHeldException"/> while one of the batches runs:
    /// done again later, only what was not begun is.
    /// </summary>
    internal Task<FailedRows> BeginAsync(FailedSplit split, CancellationToken cancellationToken) =>
        GoAsync(split, (batch, key, rows) => _rounds.BeginNamedAsync(batch, key, rows, _host.Owner, cancellationToken), cancellationToken);

    private async Task<FailedRows> GoAsync(FailedSplit split, Func<string, string, SortedDictionary<int, int>, Task<RoundPreview>> go, CancellationToken cancellationToken)
    {
        List<FailedRound> rounds = [];
        foreach ((string batch, SortedDictionary<int, int> rows) in split.Named)
        {
            string key = FailedSplit.KeyOf(rows);
            BatchRecord record = await _batches.GetAsync(batch, cancellationToken);
            bool isAgain = false;
            RoundPreview preview = new() { Round = record.Round };
            if (record.FailedFiles?.TryGetValue(key, out int earlier) == true)
                (isAgain, preview) = (true, new RoundPreview { Round = earlier });
            else if (rows.Count > 0)
                preview = await go(batch, key, rows);
            record = await _batches.GetAsync(batch, cancellationToken);
            rounds.Add(new FailedRound(batch, preview, rows.Count, isAgain, (isAgain || preview.Rows > 0) && record.CompletedAt is null && record.Round == preview.Round));
        }

        return new FailedRows { Rounds = rounds, New = split.New, HeldUnknown = split.Held, NotCorrected = split.NotCorrected, HasRest = split.Rest > 0 };
    }

    private async Task SortAsync(List<PromptRow> rows, PromptHeader header, BatchOptions options, FailedSplit split, Dictionary<string, KnownBatch?> known, CancellationToken cancellationToken)
    {
        foreach (IGrouping<(string?, int), PromptRow> group in rows.GroupBy(row => (row.Report!.Batch, StateLayout.SegmentOf(Math.Max(1, row.Report.Row)))))
        {
            (string? id, int segment) = group.Key;
            KnownBatch? batch = id is null ? null : await FindAsync(id, known, cancellationToken);
            PromptRow[] named = batch is null ? [] : [.. group.Where(row => row.Report!.Row >= 1 && row.Report.Row <= batch.Plan.Rows).OrderBy(row => row.Report!.Row)];
            Dictionary<int, PromptRow> planned = [];
            if (named.Length > 0)
            {
                await foreach (PromptRow row in _plans.ReadRowsAsync(id!, [.. named.Select(row => row.Report!.Row).Distinct()], cancellationToken))
                    planned[row.Row] = row;
            }

            Dictionary<int, IReadOnlyList<JobOutcome>>? outcomes = named.Length > MostOutcomes ? await _outcomes.ReadSegmentRoundsAsync(id!, segment, cancellationToken) : null;
            foreach (PromptRow row in group)
            {
                if (batch is null || !planned.TryGetValue(row.Report!.Row, out PromptRow? before))
                    KeepUnknown(row, split);
                else if (!batch.IsUnchanged(row, header, before, options.Defaults))
                    split.Keep(row, held: null);
                else if (before.Input is null)
                    KeepInvalid(row, id!, split);
                else if (batch.Record.Model != _api.RecordedModel || !await IsTrueAsync(id!, before, row.Report, outcomes, cancellationToken))
                    KeepUnknown(row, split);
                else
                    split.Name(row.Row, id!, before.Row, row.Report.Attempt ?? 0);
            }
        }
    }

    private static void KeepInvalid(PromptRow row, string batch, FailedSplit split)
    {
        if (row.Input is null)
            split.Leave(row.Row, batch);
        else
            split.Keep(row, held: null);
    }

    private static void KeepUnknown(PromptRow row, FailedSplit split)
    {
        ReportCells report = row.Report!;
        string? held = !report.MayBePaid ? null
            : $"the file says {(report.Outcome.Length > 0 ? report.Outcome : "that it was submitted")}{(report.RequestId is { } request ? $" (request {request})" : "")}{(report.Batch is { } batch ? $" in batch {batch}" : "")}, which nothing here confirms: it may have been paid for, and is not submitted. Fetch it where its batch is; to pay for it anew, clear the row's cells from outcome to attempt and drop the file again";
        split.Keep(row, held);
    }

    private async Task<KnownBatch?> FindAsync(string id, Dictionary<string, KnownBatch?> known, CancellationToken cancellationToken)
    {
        if (!known.TryGetValue(id, out KnownBatch? batch))
        {
            // A record may still stand while its batch is being purged.
            if (!Jobs.JobId.IsJob(id) && await _batches.FindAsync(id, cancellationToken) is { Status: not BatchStatus.Rejected } record
                && await _tombstones.FindAsync(id, cancellationToken) is null && await _plans.ReadSummaryAsync(id, cancellationToken) is { } plan)
                batch = new KnownBatch(record, plan, new RowHasher(record.Model ?? RunComfyOptions.DefaultModel));
            known.Add(id, batch);
        }

        return batch;
    }

    // A request that is not on record here is somebody else's. A row without one gives nothing away: its history decides.
    private async Task<bool> IsTrueAsync(string batch, PromptRow planned, ReportCells report, Dictionary<int, IReadOnlyList<JobOutcome>>? read, CancellationToken cancellationToken)
    {
        if (report.RequestId is not { } request)
            return true;
        IReadOnlyList<JobOutcome> outcomes = read is null ? await _outcomes.ReadRowAsync(batch, planned.Row, cancellationToken) : read.GetValueOrDefault(planned.Row) ?? [];
        return outcomes.Any(outcome => outcome.RequestId == request)
            || (await _ledger.ReadRowAsync(RowHistories.PlaceOf(batch, planned), cancellationToken)).Any(record => record.RequestId == request);
    }
}
