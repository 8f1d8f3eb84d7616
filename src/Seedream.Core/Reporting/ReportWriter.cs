using System.Buffers;
using Seedream.Core.Batches;
using Seedream.Core.Outcomes;
using Seedream.Core.Planning;
using Seedream.Core.Reporting.Gallery;
using Seedream.Core.Storage;

namespace Seedream.Core.Reporting;

/// <summary>
/// Writes every report of a batch in one pass over its rows, in constant memory. Each file appears whole or not at all, the
/// manifest last; writing again replaces them with the same.
/// </summary>
public sealed class ReportWriter(PipelineStorage storage)
{
    /// <summary>Writes the reports.</summary>
    /// <param name="folder">Folder in the images container, ending in <c>/</c>.</param>
    /// <param name="batch">The batch as it is to be reported: its final status and times included.</param>
    /// <param name="plan">What was found in its file.</param>
    /// <param name="rows">Every row of the file, in order, exactly once. Not looked at when the file was rejected.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>The manifest as written.</returns>
    /// <exception cref="InvalidOperationException">A row is missing, repeated or out of order; no manifest is written.</exception>
    public Task<BatchManifest> WriteAsync(
        string folder, BatchRecord batch, PlanSummary plan, IAsyncEnumerable<ReportRow> rows, CancellationToken cancellationToken) =>
        WriteAsync(folder, batch, plan, rows, _ => batch, cancellationToken);

    /// <summary>As above, where how the batch ended depends on what its rows say.</summary>
    /// <param name="folder">Folder in the images container, ending in <c>/</c>.</param>
    /// <param name="batch">The batch; its status and times are not looked at.</param>
    /// <param name="plan">What was found in its file.</param>
    /// <param name="rows">Every row of the file, in order, exactly once. Not looked at when the file was rejected.</param>
    /// <param name="close">Given the rows per outcome: the batch as it is to be reported.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>The manifest as written.</returns>
    public async Task<BatchManifest> WriteAsync(
        string folder, BatchRecord batch, PlanSummary plan, IAsyncEnumerable<ReportRow> rows, Func<IReadOnlyDictionary<OutcomeKind, int>, BatchRecord> close, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(close);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(rows);
        if (!folder.EndsWith('/'))
            throw new ArgumentException($"'{folder}' is no folder: it must end in '/'", nameof(folder));

        if (batch.Request is not null)
            return await WriteJobAsync(folder, plan, rows, close, cancellationToken);
        IObjectStore images = storage.Images;
        int expected = plan.Rejected ? 0 : plan.Rows;
        Tally tally = new(plan);
        await using ResultsJsonl jsonl = await ResultsJsonl.CreateAsync(images, folder + ReportNames.ResultsJsonl, cancellationToken);
        await using ResultsCsv csv = await ResultsCsv.CreateAsync(images, folder + ReportNames.ResultsCsv, plan.Header, cancellationToken);
        await using FailedCsv failed = new(images, batch.Id, folder + ReportNames.FailedCsv, plan.Header);
        await using GalleryWriter gallery = new(images, folder, batch, expected);

        if (!plan.Rejected)
        {
            await foreach (ReportRow row in rows.WithCancellation(cancellationToken))
            {
                CheckOrder(row, tally.Rows + 1, expected);
                ResultRecord record = ResultRecord.From(row, plan.Header);
                tally.Add(record);
                await jsonl.AddAsync(record, cancellationToken);
                await csv.AddAsync(record, cancellationToken);
                await failed.AddAsync(row, cancellationToken);
                await gallery.AddAsync(record, cancellationToken);
            }
        }

        if (tally.Rows != expected)
            throw new InvalidOperationException($"batch {batch.Id} has {expected} rows, but {tally.Rows} came to be reported");

        await jsonl.CommitAsync(cancellationToken);
        await csv.CommitAsync(cancellationToken);
        bool anyFailed = await failed.CommitAsync(cancellationToken);
        BatchManifest manifest = tally.ToManifest(close(tally.Counts), Names(anyFailed, expected));
        await gallery.CommitAsync(manifest, cancellationToken);
        await WriteAsync(folder + ReportNames.Manifest, manifest, cancellationToken);
        return manifest;
    }

    // A single job needs neither a table nor a gallery; what it has is written once and in the same form.
    private async Task<BatchManifest> WriteJobAsync(
        string folder, PlanSummary plan, IAsyncEnumerable<ReportRow> rows, Func<IReadOnlyDictionary<OutcomeKind, int>, BatchRecord> close, CancellationToken cancellationToken)
    {
        Tally tally = new(plan);
        await using ResultsJsonl jsonl = await ResultsJsonl.CreateAsync(storage.Images, folder + ReportNames.ResultsJsonl, cancellationToken);
        await foreach (ReportRow row in rows.WithCancellation(cancellationToken))
        {
            CheckOrder(row, tally.Rows + 1, rows: 1);
            ResultRecord record = ResultRecord.From(row, plan.Header);
            tally.Add(record);
            await jsonl.AddAsync(record, cancellationToken);
        }

        await jsonl.CommitAsync(cancellationToken);
        BatchManifest manifest = tally.ToManifest(close(tally.Counts), [ReportNames.ResultsJsonl]);
        await WriteAsync(folder + ReportNames.Manifest, manifest, cancellationToken);
        return manifest;
    }

    private static void CheckOrder(ReportRow row, int next, int rows)
    {
        if (row.Prompt.Row != next || row.Outcome.Row != next || next > rows)
            throw new InvalidOperationException($"expected row {next} of {rows} to be reported, found row {row.Prompt.Row} with the outcome of row {row.Outcome.Row}");
    }

    private static string[] Names(bool anyFailed, int rows) =>
    [
        ReportNames.ResultsJsonl,
        ReportNames.ResultsCsv,
        .. anyFailed ? [ReportNames.FailedCsv] : Array.Empty<string>(),
        .. Enumerable.Range(1, ReportNames.Pages(rows)).Select(ReportNames.Page),
    ];

    private async Task WriteAsync(string name, BatchManifest manifest, CancellationToken cancellationToken)
    {
        ArrayBufferWriter<byte> json = new();
        ReportingJson.Write(json, manifest, ReportingJson.Default.BatchManifest, ReportingJson.Indented);
        json.Write("\n"u8);
        await storage.Images.PutAsync(name, json.WrittenMemory, "application/json", cancellationToken);
    }
}
