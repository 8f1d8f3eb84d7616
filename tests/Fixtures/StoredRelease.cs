using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Seedream.Core.Batches;
using Seedream.Core.Drops;
using Seedream.Core.Hosting;
using Seedream.Core.Jobs;
using Seedream.Core.Outcomes;
using Seedream.Core.Planning;
using Seedream.Core.Reporting;
using Seedream.Core.Retention;
using Seedream.Core.Storage;
using Seedream.Core.Submission;

namespace Seedream.Fixtures;

/// <summary>Reads everything an earlier release left with today's code, and compares it with the manifest.</summary>
internal sealed class StoredRelease(PipelineStorage storage, ReleaseManifest manifest)
{
    private readonly BatchStore _batches = new(storage);
    private readonly OutcomeStore _outcomes = new(storage);

    /// <summary>The catalog, and of each batch plan, ledger, outcomes and results.</summary>
    public async Task BatchesAreReadAsync()
    {
        List<BatchRecord> records = await _batches.ListAsync(CancellationToken.None).ToListAsync();
        Assert.Equal(manifest.Batches.Select(batch => batch.Id), records.Select(record => record.Id));
        foreach ((ReleaseBatch expected, BatchRecord record) in manifest.Batches.Zip(records))
        {
            Assert.Equal((expected.File, expected.Run, expected.Status, expected.Round, expected.Rows), (record.File, record.Run, Text(record.Status), record.Round, record.Rows));
            Assert.Equal(expected.Ended, record.CompletedAt is not null);
            Assert.Equal(Sorted(expected.Counts), Sorted(record.Counts));
            await PlanIsReadAsync(record);
            await LedgerIsReadAsync(expected.Id, expected.LedgerStates, expected.Paid);
            Assert.Equal(Sorted(expected.Outcomes), Sorted(await OutcomesOfAsync(expected.Id)));
            await ResultsAreReadAsync(expected.Id, expected.Counts.Count == 0 ? 0 : expected.Rows);
        }
    }

    /// <summary>Single jobs, with their outcomes.</summary>
    public async Task JobsAreReadAsync()
    {
        JobQueries queries = new(storage, _batches, _outcomes, TimeProvider.System);
        Assert.Equal(manifest.Jobs.Count, (await queries.ListAsync(after: null, most: 1000, CancellationToken.None)).Records.Count);
        foreach (ReleaseJob expected in manifest.Jobs)
        {
            JobView job = Assert.IsType<JobView>(await queries.FindAsync(expected.Id, CancellationToken.None));
            Assert.Equal((expected.Status, expected.Ended), (Text(job.Job.Status), job.Outcome is not null));
            await LedgerIsReadAsync(expected.Id, expected.LedgerStates, expected.Paid);
            Assert.Equal(Sorted(expected.Outcomes), Sorted(await OutcomesOfAsync(expected.Id)));
        }
    }

    /// <summary>What is left of purged batches.</summary>
    public async Task TombstonesAreReadAsync()
    {
        List<Tombstone> found = await new Tombstones(storage).ListAsync(CancellationToken.None).ToListAsync();
        Assert.Equal(manifest.Purged.Select(purged => (purged.Id, purged.File, purged.Run, purged.Status)), found.Select(tombstone => (tombstone.Batch, tombstone.File, tombstone.Run, Text(tombstone.Status))));
    }

    /// <summary>What was dealt with in the prompts container. Whether a file has the version of then depends on the store.</summary>
    public async Task DropsAreReadAsync()
    {
        List<DropRecord> found = [];
        foreach (string name in await new DropStore(storage, TimeProvider.System).ListAsync(CancellationToken.None))
            found.Add(JsonSerializer.Deserialize((await storage.State.TryReadAsync(name, CancellationToken.None))!.Content.Span, DropsJson.Default.DropRecord)!);
        Assert.Equal(manifest.Drops.Select(drop => (drop.Name, drop.Batch)), found.OrderBy(drop => drop.Name, StringComparer.Ordinal).Select(drop => (drop.Name, drop.Batch)));
    }

    /// <summary>The dropped files that no record knows under their present version.</summary>
    public async Task<IReadOnlyList<string>> NewDropsAsync()
    {
        HashSet<string> known = await new DropStore(storage, TimeProvider.System).ListAsync(CancellationToken.None);
        return await storage.Prompts.ListAsync("", CancellationToken.None).Where(file => !known.Contains(DropStore.RecordOf(file))).Select(file => file.Name).ToListAsync();
    }

    private async Task PlanIsReadAsync(BatchRecord record)
    {
        PlanReader plans = new(storage, _batches);
        PlanSummary plan = Assert.IsType<PlanSummary>(await plans.ReadSummaryAsync(record.Id, CancellationToken.None));
        Assert.Equal((record.Rows, record.ContentSha256), (plan.Rows, plan.ContentSha256));
        Assert.Equal(record.Rows, await plans.ReadSegmentAsync(record.Id, 0, CancellationToken.None).CountAsync());
    }

    private async Task LedgerIsReadAsync(string batch, IReadOnlyDictionary<string, int> states, IReadOnlyList<PaidRequest> paid)
    {
        Ledger ledger = new(storage, HostIdentity.Current, TimeProvider.System, NullLogger<Ledger>.Instance);
        List<LedgerRecord> found = [];
        await foreach (ObjectInfo entry in storage.State.ListAsync(StateLayout.Ledger(batch, segment: 0), CancellationToken.None))
        {
            (int row, int attempt) = StateLayout.Parse(entry.Name);
            // However old a reservation is: here it is only read.
            LedgerEntry read = Assert.IsType<LedgerEntry>(await ledger.ReadAsync(new LedgerPlace(batch, row), attempt, TimeSpan.MaxValue, CancellationToken.None));
            Assert.Equal((row, attempt), (read.Record.Row, read.Record.Attempt));
            found.Add(read.Record);
        }

        Assert.Equal(Sorted(states), Sorted(found.CountBy(record => record.State).ToDictionary()));
        // The API accepted what is on record, and where its answer did not come, perhaps more.
        IEnumerable<(int, int, string)> known = found.Where(record => record.RequestId is not null).Select(record => (record.Row, record.Attempt, record.RequestId!));
        IEnumerable<(int, int, string)> told = paid
            .Where(request => found.Single(record => (record.Row, record.Attempt) == (request.Row, request.Attempt)).State == LedgerState.Submitted)
            .Select(request => (request.Row, request.Attempt, request.RequestId));
        Assert.Equal(told, known);
    }

    private async Task<Dictionary<OutcomeKind, int>> OutcomesOfAsync(string batch) =>
        (await _outcomes.ReadSegmentAsync(batch, segment: 0, CancellationToken.None)).Values.CountBy(outcome => outcome.Outcome).ToDictionary();

    private async Task ResultsAreReadAsync(string batch, int rows)
    {
        ResultsReader results = new(storage);
        Assert.Equal(rows, await results.ReadAsync(StateLayout.Images(batch), CancellationToken.None).CountAsync());
        Assert.Equal(rows, (await results.TryReadManifestAsync(StateLayout.Images(batch), CancellationToken.None))?.Rows ?? 0);
    }

    private static string Text(BatchStatus status) => JsonSerializer.SerializeToElement(status, BatchesJson.Default.BatchStatus).GetString()!;

    private static IEnumerable<(string, int)> Sorted(IReadOnlyDictionary<string, int> counts) => counts.Select(count => (count.Key, count.Value)).OrderBy(count => count.Key, StringComparer.Ordinal);

    private static IEnumerable<(string, int)> Sorted<TKey>(IReadOnlyDictionary<TKey, int> counts)
        where TKey : struct, Enum => Sorted(counts.ToDictionary(count => JsonSerializer.SerializeToElement(count.Key).GetString()!, count => count.Value, StringComparer.Ordinal));
}
