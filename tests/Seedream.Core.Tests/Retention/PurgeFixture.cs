using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Seedream.Core.Batches;
using Seedream.Core.Hosting;
using Seedream.Core.Identity;
using Seedream.Core.Outcomes;
using Seedream.Core.Planning;
using Seedream.Core.Retention;
using Seedream.Core.Storage;
using Seedream.Core.Tests.Reporting;
using Seedream.Core.Tests.Support;

namespace Seedream.Core.Tests.Retention;

/// <summary>A storage with a batch that ended forty days ago.</summary>
internal sealed class PurgeFixture
{
    public const string Id = "posters-1";

    public static readonly DateTimeOffset Now = new(2026, 4, 10, 12, 0, 0, TimeSpan.Zero);

    public PurgeFixture(IObjectStore? state = null)
    {
        Storage = new PipelineStorage(new MemoryObjectStore(), Images, state ?? State);
        Batches = new BatchStore(Storage);
        Tombstones = new Tombstones(Storage);
        Outcomes = new OutcomeStore(Storage);
        PlanReader plans = new(Storage, Batches);
        Purge = new BatchPurge(Storage, Batches, plans, Tombstones, new StoreUpgrade(Storage, Batches, plans, Clock, NullLogger<StoreUpgrade>.Instance), Outcomes, HostIdentity.Current, Clock, NullLogger<BatchPurge>.Instance);
    }

    public MemoryObjectStore State { get; } = new();

    public MemoryObjectStore Images { get; } = new();

    public FakeTimeProvider Clock { get; } = new(Now);

    public PipelineStorage Storage { get; }

    public BatchStore Batches { get; }

    public Tombstones Tombstones { get; }

    public OutcomeStore Outcomes { get; }

    public BatchPurge Purge { get; }

    public static PurgeRequest Request { get; } = new() { EndedBefore = Now.AddDays(-30) };

    public static BatchRecord Ended { get; } = ReportSamples.Batch with
    {
        Id = Id,
        Rows = 2,
        CompletedAt = Now.AddDays(-40),
        Counts = new Dictionary<OutcomeKind, int> { [OutcomeKind.Succeeded] = 2 },
    };

    /// <summary>The batch with everything there is of one.</summary>
    public async Task<PurgeFixture> WithAsync(BatchRecord batch, params JobOutcome[] outcomes)
    {
        await Batches.GetOrCreateAsync(batch, CancellationToken.None);
        foreach (string name in new[] { StateLayout.PlanSummary(batch.Id), StateLayout.PlanSegment(batch.Id, 0), StateLayout.Ledger(batch.Id, 1, 1), StateLayout.Ledger(batch.Id, 2, 1), StateLayout.HaltMarker(batch.Id) })
            await Storage.State.PutAsync(name, new byte[10], "application/json", CancellationToken.None);
        foreach (JobOutcome outcome in outcomes)
            await Outcomes.WriteAsync(batch.Id, 1, outcome, CancellationToken.None);
        await Images.PutAsync($"{batch.Id}/00001-a-cat-1.png", new byte[1000], "image/png", CancellationToken.None);
        await Images.PutAsync($"{batch.Id}/manifest.json", new byte[100], "application/json", CancellationToken.None);
        return this;
    }

    public async Task<PurgeCandidate> FindAsync(PurgeRequest? request = null) =>
        Assert.Single(await Purge.FindAsync(request ?? Request, CancellationToken.None).ToListAsync());

    public Task<string?> PurgeAsync(PurgeRequest? request = null) => Purge.PurgeAsync(Id, request ?? Request, CancellationToken.None);
}
