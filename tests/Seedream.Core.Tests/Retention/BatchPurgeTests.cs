using Microsoft.Extensions.Logging.Abstractions;
using Seedream.Core.Batches;
using Seedream.Core.Hosting;
using Seedream.Core.Outcomes;
using Seedream.Core.Planning;
using Seedream.Core.Retention;
using Seedream.Core.Storage;
using Seedream.Core.Submission;

namespace Seedream.Core.Tests.Retention;

public class BatchPurgeTests
{
    private const string Tombstone = "tombstones/posters-1.json";

    [Fact]
    public async Task PurgeAsync_EndedBatch_LeavesImagesReportsAndATombstone()
    {
        PurgeFixture fixture = await new PurgeFixture().WithAsync(PurgeFixture.Ended);
        PurgeCandidate candidate = await fixture.FindAsync();
        Assert.Null(candidate.KeptBecause);
        Assert.Equal(new ObjectTotal(5, 50), candidate.State);
        Assert.Equal(ObjectTotal.None, candidate.Images);

        Assert.Null(await fixture.PurgeAsync());

        Assert.Equal([Tombstone], fixture.State.Names);
        Assert.Equal(2, fixture.Images.Names.Count);
        Assert.Empty(await fixture.Purge.FindAsync(PurgeFixture.Request, CancellationToken.None).ToListAsync());
    }

    [Fact]
    public async Task PurgeAsync_WithImages_DeletesThemToo()
    {
        PurgeFixture fixture = await new PurgeFixture().WithAsync(PurgeFixture.Ended);
        await fixture.Images.PutAsync("posters-10/other.png", new byte[1], "image/png", CancellationToken.None);
        PurgeRequest request = PurgeFixture.Request with { Images = true };
        Assert.Equal(new ObjectTotal(2, 1100), (await fixture.FindAsync(request)).Images);

        await fixture.PurgeAsync(request);

        Assert.Equal(["posters-10/other.png"], fixture.Images.Names);
    }

    [Fact]
    public async Task GetOrCreateAsync_OfAPurgedBatch_RefusesUntilItIsForgotten()
    {
        PurgeFixture fixture = await new PurgeFixture().WithAsync(PurgeFixture.Ended);
        await fixture.PurgeAsync();
        BatchRecord again = PurgeFixture.Ended with { Status = BatchStatus.Validating, StartedAt = null, CompletedAt = null };

        BatchPurgedException refused = await Assert.ThrowsAsync<BatchPurgedException>(() => fixture.Batches.GetOrCreateAsync(again, CancellationToken.None));
        Assert.Contains("ended on 2026-03-01", refused.Message, StringComparison.Ordinal);
        Assert.Contains("run number 2", refused.Message, StringComparison.Ordinal);

        Assert.Equal(1, await fixture.Purge.ForgetAsync(PurgeFixture.Now, dryRun: true, CancellationToken.None));
        Assert.Equal(1, await fixture.Purge.ForgetAsync(PurgeFixture.Now, dryRun: false, CancellationToken.None));
        Assert.Equal(again, await fixture.Batches.GetOrCreateAsync(again, CancellationToken.None));
    }

    [Fact]
    public async Task PurgeAsync_Forgetting_LeavesNothingButThatItWasForgotten()
    {
        PurgeFixture fixture = await new PurgeFixture().WithAsync(PurgeFixture.Ended);

        await fixture.PurgeAsync(PurgeFixture.Request with { Forget = true });

        Assert.Equal([StateLayout.Forgotten(PurgeFixture.Id)], fixture.State.Names);
    }

    [Fact]
    public async Task PurgeAsync_BrokenDownAnywhere_LeavesNothingThatCouldBePaidForAndCanBeFinished()
    {
        for (int changes = 0; ; changes++)
        {
            PurgeFixture fixture = await new PurgeFixture().WithAsync(PurgeFixture.Ended);
            // The lease takes the first change.
            PurgeFixture breaking = new(new FailingDeletes(fixture.State, changes + 1));
            bool broke = false;
            try
            {
                await breaking.PurgeAsync();
            }
            catch (StorageUnusableException)
            {
                broke = true;
            }

            await NothingCanBePaidAsync(fixture, untouched: changes == 0);
            fixture.Clock.Advance(TimeSpan.FromMinutes(1));
            Assert.Null(await fixture.PurgeAsync());
            Assert.Equal([Tombstone], fixture.State.Names);
            if (!broke)
                return;
        }
    }

    [Fact]
    public async Task FindAsync_RunningOrYoungOrHeldOrNeverRun_Stays()
    {
        PurgeFixture running = await new PurgeFixture().WithAsync(PurgeFixture.Ended with { CompletedAt = null, Status = BatchStatus.InProgress });
        Assert.Contains("has not ended", (await running.FindAsync(PurgeFixture.Request with { Force = true })).KeptBecause, StringComparison.Ordinal);
        Assert.Contains("has not ended", await running.PurgeAsync(PurgeFixture.Request with { Force = true }), StringComparison.Ordinal);

        PurgeFixture young = await new PurgeFixture().WithAsync(PurgeFixture.Ended with { CompletedAt = PurgeFixture.Now.AddDays(-29) });
        Assert.Empty(await young.Purge.FindAsync(PurgeFixture.Request, CancellationToken.None).ToListAsync());
        Assert.NotNull(await young.PurgeAsync());

        PurgeFixture held = await new PurgeFixture().WithAsync(PurgeFixture.Ended);
        await using (await BatchLease.AcquireAsync(held.Storage, PurgeFixture.Id, HostIdentity.Current, held.Clock, NullLogger.Instance, CancellationToken.None))
        {
            Assert.Contains("another process", (await held.FindAsync()).KeptBecause, StringComparison.Ordinal);
            Assert.Contains("another process", await held.PurgeAsync(), StringComparison.Ordinal);
        }

        PurgeFixture neverRun = await new PurgeFixture().WithAsync(PurgeFixture.Ended with { StartedAt = null, CompletedAt = null, Status = BatchStatus.Validating, Counts = new Dictionary<OutcomeKind, int>() });
        Assert.Contains("never run", (await neverRun.FindAsync()).KeptBecause, StringComparison.Ordinal);
        Assert.Null(await neverRun.PurgeAsync(PurgeFixture.Request with { Force = true }));
        Assert.Empty(neverRun.State.Names);
    }

    [Theory]
    [InlineData(OutcomeKind.TimedOut, "JOB001", "req-1", "1 row can still be collected")]
    [InlineData(OutcomeKind.Failed, "OUT005", "req-1", "1 row can still be collected")]
    [InlineData(OutcomeKind.Failed, "API400", null, null)]
    [InlineData(OutcomeKind.Uncertain, "SUB001", null, "1 row may or may not have been paid for")]
    public async Task FindAsync_RowsThatMayStillBeNeeded_KeepTheBatchUnlessForced(OutcomeKind kind, string code, string? request, string? kept)
    {
        BatchRecord batch = PurgeFixture.Ended with { Counts = new Dictionary<OutcomeKind, int> { [kind] = 1 } };
        JobOutcome outcome = new() { Row = 1, Outcome = kind, Attempt = 1, Attempts = 1, ErrorCode = code, RequestId = request };
        PurgeFixture fixture = await new PurgeFixture().WithAsync(batch, outcome);

        string? reason = (await fixture.FindAsync()).KeptBecause;

        if (kept is null)
            Assert.Null(reason);
        else
            Assert.StartsWith(kept, reason, StringComparison.Ordinal);
        Assert.Null(await fixture.PurgeAsync(PurgeFixture.Request with { Force = true }));
    }

    // Neither the same file nor a further round begins anything.
    private static async Task NothingCanBePaidAsync(PurgeFixture fixture, bool untouched)
    {
        BatchRecord again = PurgeFixture.Ended with { Status = BatchStatus.Validating, StartedAt = null, CompletedAt = null };
        if (untouched)
            Assert.NotNull((await fixture.Batches.GetOrCreateAsync(again, CancellationToken.None)).CompletedAt);
        else
            await Assert.ThrowsAsync<BatchPurgedException>(() => fixture.Batches.GetOrCreateAsync(again, CancellationToken.None));
        bool whole = fixture.State.Names.Contains(StateLayout.PlanSummary(PurgeFixture.Id));
        Assert.Equal(whole, fixture.State.Names.Contains(StateLayout.Ledger(PurgeFixture.Id, 1, 1)) && fixture.State.Names.Contains(StateLayout.Ledger(PurgeFixture.Id, 2, 1)) && whole);
        if (whole)
            return;
        BatchRounds rounds = new(
            fixture.Storage, fixture.Batches, new PlanReader(fixture.Storage, fixture.Batches), fixture.Outcomes, new RoundStore(fixture.Storage),
            new Ledger(fixture.Storage, HostIdentity.Current, fixture.Clock, NullLogger<Ledger>.Instance), HostIdentity.Current, fixture.Clock, NullLogger<BatchRounds>.Instance);
        fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        await Assert.ThrowsAsync<BatchNotFoundException>(() => rounds.BeginRetryAsync(PurgeFixture.Id, BatchRounds.RetriedByDefault, CancellationToken.None));
    }
}
