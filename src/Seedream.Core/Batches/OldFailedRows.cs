using System.Runtime.CompilerServices;
using Seedream.Core.Intake;
using Seedream.Core.Outcomes;
using Seedream.Core.Planning;
using Seedream.Core.Reporting;
using Seedream.Core.Storage;

namespace Seedream.Core.Batches;

/// <summary>
/// Finds the batch and row of what a <c>failed.csv</c> of an earlier release says, which named neither: by its request id, and
/// where it has none, by its words and its outcome. Looks in the batch in whose folder the file lies, or else in the
/// latest ones.
/// </summary>
internal sealed class OldFailedRows(BatchStore batches, PlanReader plans, OutcomeStore outcomes, BatchFile file)
{
    private const int MostBatches = 20;
    private const int MostRows = 200_000;

    private Dictionary<string, JobPlace>? _requests;
    private Dictionary<(string Words, string Outcome), Queue<JobPlace>> _others = [];

    /// <summary>The row with its place in its report, where there is one to be found.</summary>
    public async Task<PromptRow> ResolveAsync(PromptRow row, PromptHeader header, CancellationToken cancellationToken)
    {
        if (row.Report is not { Batch: null, Outcome.Length: > 0 } report)
            return row;
        if (_requests is null)
            await ReadAsync(cancellationToken);
        JobPlace? place = report.RequestId is { } request ? _requests!.GetValueOrDefault(request)
            : _others.TryGetValue((KnownBatch.WordsOf(row, header), report.Outcome), out Queue<JobPlace>? same) && same.TryDequeue(out JobPlace? next) ? next
            : null;
        return place is null ? row : row with { Report = report with { Batch = place.Batch, Row = place.Row, Attempt = place.Attempt } };
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        _requests = new(StringComparer.Ordinal);
        _others = [];
        int rows = 0;
        await foreach (BatchRecord batch in ListAsync(cancellationToken))
        {
            if ((rows += batch.Rows) > MostRows)
                return;
            if (await plans.ReadSummaryAsync(batch.Id, cancellationToken) is not { } plan)
                continue;
            for (int segment = 0; segment * StateLayout.SegmentSize < plan.Rows; segment++)
                await ReadAsync(batch.Id, segment, plan.Header, cancellationToken);
        }
    }

    private async Task ReadAsync(string batch, int segment, PromptHeader header, CancellationToken cancellationToken)
    {
        Dictionary<int, IReadOnlyList<JobOutcome>> rounds = await outcomes.ReadSegmentRoundsAsync(batch, segment, cancellationToken);
        foreach (JobOutcome outcome in rounds.Values.SelectMany(own => own).Where(outcome => outcome.RequestId is not null))
            _requests!.TryAdd(outcome.RequestId!, new JobPlace(batch, outcome.Row, outcome.Attempt));
        await foreach (PromptRow row in plans.ReadSegmentAsync(batch, segment, cancellationToken))
        {
            IReadOnlyList<JobOutcome> own = row.Input is null
                ? [new JobOutcome { Row = row.Row, Outcome = OutcomeKind.Invalid }]
                : rounds.GetValueOrDefault(row.Row) ?? [new JobOutcome { Row = row.Row, Outcome = OutcomeKind.NotSubmitted }];
            foreach (JobOutcome outcome in own.Where(outcome => outcome.RequestId is null))
            {
                (string, string) key = (KnownBatch.WordsOf(row, header), OutcomeName.Of(outcome.Outcome));
                if (!_others.TryGetValue(key, out Queue<JobPlace>? same))
                    _others.Add(key, same = []);
                if (!same.Any(place => place.Batch == batch && place.Row == row.Row))
                    same.Enqueue(new JobPlace(batch, row.Row, outcome.Attempt));
            }
        }
    }

    // <batch>/failed.csv as it was written, <batch>-failed.csv as it is downloaded.
    private async IAsyncEnumerable<BatchRecord> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string path = (file.FullName ?? file.Source ?? file.Name).Replace('\\', '/');
        string[] parts = path.Split('/', ':');
        foreach (string name in (string[])[parts.Length > 1 ? parts[^2] : "", parts[^1].Replace($"-{ReportNames.FailedCsv}", "", StringComparison.OrdinalIgnoreCase)])
        {
            if (await batches.FindAsync(name, cancellationToken) is { Status: not BatchStatus.Rejected } batch)
            {
                yield return batch;
                yield break;
            }
        }

        List<BatchRecord> latest = [];
        await foreach (BatchRecord batch in batches.ListAsync(cancellationToken))
        {
            if (batch.Status == BatchStatus.Rejected || batch.Counts.GetValueOrDefault(OutcomeKind.Succeeded) == batch.Rows)
                continue;
            latest.Add(batch);
            if (latest.Count > 2 * MostBatches)
                latest = [.. latest.OrderByDescending(known => known.CreatedAt).Take(MostBatches)];
        }

        foreach (BatchRecord batch in latest.OrderByDescending(known => known.CreatedAt).Take(MostBatches))
            yield return batch;
    }

    private sealed record JobPlace(string Batch, int Row, int Attempt);
}
