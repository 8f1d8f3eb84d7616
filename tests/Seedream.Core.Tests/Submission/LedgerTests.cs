using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Seedream.Core.Hosting;
using Seedream.Core.RunComfy;
using Seedream.Core.Storage;
using Seedream.Core.Submission;
using Seedream.Core.Tests.Support;

namespace Seedream.Core.Tests.Submission;

/// <summary>Paying once, step by step: who may submit after whatever went before.</summary>
public sealed class LedgerTests : IDisposable
{
    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(90);
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly MemoryObjectStore _memory = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("seedream-ledger").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reserve_ByManyAtOnce_HasOneOwner(bool folder)
    {
        IObjectStore store = folder ? new FolderStore(_folder) : _memory;
        for (int row = 1; row <= 5; row++)
        {
            LedgerEntry[] entries = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => ReserveAsync(LedgerOn(store), row))));
            Assert.Single(entries, entry => entry.Owned);
            await LedgerOn(store).ReleaseAsync(entries.Single(entry => entry.Owned), "refused");
            entries = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => ReserveAsync(LedgerOn(store), row))));
            Assert.Single(entries, entry => entry.Owned);
        }
    }

    [Fact]
    public async Task Reserve_AfterASubmission_GoesOnWithItsRequestId()
    {
        Ledger ledger = LedgerOn(_memory);
        await ledger.MarkSubmittedAsync(await ReserveAsync(ledger), "req-1");

        LedgerEntry again = await ReserveAsync(LedgerOn(_memory));

        Assert.False(again.Owned);
        Assert.Equal("req-1", again.Record.RequestId);
        Assert.Equal(1, again.Record.Submissions);
    }

    [Fact]
    public async Task Reserve_WhileALivingHostSubmits_WaitsAndThenIsUncertain()
    {
        await ReserveAsync(LedgerOn(_memory));

        Assert.Equal(LedgerState.Reserved, (await ReserveAsync(LedgerOn(_memory))).Record.State);
        _clock.Advance(Stale + TimeSpan.FromSeconds(1));
        LedgerEntry late = await ReserveAsync(LedgerOn(_memory));

        Assert.False(late.Owned);
        Assert.Equal(LedgerState.Uncertain, late.Record.State);
    }

    [Fact]
    public async Task Reserve_AfterTheHostDied_IsUncertainAtOnce()
    {
        HostIdentity dead = HostIdentity.Current with { ProcessId = int.MaxValue };
        await ReserveAsync(LedgerOn(_memory, dead));

        LedgerEntry entry = await ReserveAsync(LedgerOn(_memory));

        Assert.False(entry.Owned);
        Assert.Equal(LedgerState.Uncertain, entry.Record.State);
    }

    [Fact]
    public async Task Reserve_AfterAHostElsewhereDied_WaitsUntilItIsStale()
    {
        await ReserveAsync(LedgerOn(_memory, HostIdentity.Current with { Machine = "elsewhere", ProcessId = int.MaxValue }));

        Assert.Equal(LedgerState.Reserved, (await ReserveAsync(LedgerOn(_memory))).Record.State);
    }

    [Fact]
    public async Task Reserve_WhenTheClockWasSetBack_DoesNotWaitForTheFuture()
    {
        await ReserveAsync(LedgerOn(_memory));

        Ledger earlier = new(Storage(_memory), HostIdentity.Current, new FakeTimeProvider(_clock.GetUtcNow().AddDays(-1)), NullLogger<Ledger>.Instance);

        Assert.Equal(LedgerState.Uncertain, (await ReserveAsync(earlier)).Record.State);
    }

    [Fact]
    public async Task Reserve_WhenTheAnswersToItsWritesAreLost_KnowsItsOwnReservation()
    {
        int lost = 1;
        FaultyStore store = new(_memory) { Fault = _ => lost-- > 0 ? StoreFault.After : StoreFault.None };
        LedgerEntry entry = await ReserveAsync(LedgerOn(store));
        Assert.True(entry.Owned);

        Ledger ledger = LedgerOn(store);
        await ledger.ReleaseAsync(entry, "refused");
        lost = 2;

        Assert.True((await ReserveAsync(ledger)).Owned);
        Assert.False((await ReserveAsync(ledger)).Owned);
    }

    [Fact]
    public async Task Reserve_AfterStorageWentAwayWhileReserving_IsOwnedByTheSameProcessAtOnce()
    {
        bool isDown = false;
        FaultyStore store = new(_memory) { Pause = () => isDown ? throw new IOException("out of reach") : Task.CompletedTask };
        store.Fault = _ =>
        {
            isDown = true;
            return StoreFault.After;
        };
        Ledger ledger = LedgerOn(store);
        await Assert.ThrowsAnyAsync<Exception>(() => ReserveAsync(ledger));
        (isDown, store.Fault) = (false, _ => StoreFault.None);

        Assert.False((await ReserveAsync(LedgerOn(_memory))).Owned);
        Assert.True((await ReserveAsync(ledger)).Owned);
    }

    [Fact]
    public async Task Reserve_WithoutStorage_FailsBeforeAnythingIsPaid() =>
        await Assert.ThrowsAsync<StorageUnusableException>(() => ReserveAsync(LedgerOn(new FaultyStore(_memory) { Fault = _ => StoreFault.Before })));

    [Fact]
    public async Task Reserve_OnAnUnreadableRecord_IsUncertain()
    {
        await _memory.PutAsync(StateLayout.Ledger("b", 1, 1), Encoding.UTF8.GetBytes("{\"row\":1,"), "application/json", default);

        LedgerEntry entry = await ReserveAsync(LedgerOn(_memory));

        Assert.False(entry.Owned);
        Assert.Equal(LedgerState.Uncertain, entry.Record.State);
    }

    [Fact]
    public async Task Reserve_UnderResubmit_StopsAtTheCap()
    {
        Ledger ledger = LedgerOn(_memory);
        for (int submission = 1; submission <= 3; submission++)
        {
            LedgerEntry entry = await ReserveAsync(ledger, most: 3);
            Assert.True(entry.Owned);
            Assert.Equal(submission, (await ledger.MarkUncertainAsync(entry, "reset")).Record.Submissions);
        }

        Assert.False((await ReserveAsync(ledger, most: 3)).Owned);
    }

    [Theory]
    [InlineData(StoreFault.Before)]
    [InlineData(StoreFault.After)]
    public async Task MarkSubmitted_WhileStorageFails_IsStubborn(object fault)
    {
        FaultyStore store = new(_memory);
        Ledger ledger = LedgerOn(store);
        LedgerEntry entry = await ReserveAsync(ledger);
        DateTimeOffset back = _clock.GetUtcNow().AddMinutes(10);
        store.Fault = _ => _clock.GetUtcNow() < back ? (StoreFault)fault : StoreFault.None;

        Task<LedgerEntry> marked = ledger.MarkSubmittedAsync(entry, "req-1");
        await _clock.PassUntilAsync(marked, TimeSpan.FromSeconds(5));

        Assert.Equal("req-1", (await marked).Record.RequestId);
        Assert.Equal("req-1", (await ReserveAsync(LedgerOn(_memory))).Record.RequestId);
    }

    [Fact]
    public async Task MarkSubmitted_WhileTheStorageClientRunsOutOfTime_IsNoCancellation()
    {
        FaultyStore store = new(_memory);
        Ledger ledger = LedgerOn(store);
        LedgerEntry entry = await ReserveAsync(ledger);
        DateTimeOffset back = _clock.GetUtcNow().AddMinutes(10);
        store.Pause = () => _clock.GetUtcNow() < back ? throw new TaskCanceledException("the operation was cancelled because it exceeded the configured timeout") : Task.CompletedTask;

        Task<LedgerEntry> marked = ledger.MarkSubmittedAsync(entry, "req-1");
        await _clock.PassUntilAsync(marked, TimeSpan.FromSeconds(5));

        Assert.Equal("req-1", (await marked).Record.RequestId);
    }

    [Fact]
    public async Task Reserve_WhileTheStorageClientRunsOutOfTimeOnce_TriesAgain()
    {
        int slow = 1;
        FaultyStore store = new(_memory) { Pause = () => slow-- > 0 ? throw new TaskCanceledException() : Task.CompletedTask };

        Assert.True((await ReserveAsync(LedgerOn(store))).Owned);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\u0000\u0000\u0000")]
    [InlineData("""{"row":1,"attempt":1,"state":"submitted","host":"h","reserved_at":"2026-01-01T00:00:00Z","submissions":1}""")]
    [InlineData("""{"row":1,"attempt":1,"state":"submitted","request_id":" ","host":"h","reserved_at":"2026-01-01T00:00:00Z","submissions":1}""")]
    [InlineData("""{"row":1,"attempt":1,"state":"paid","host":"h","reserved_at":"2026-01-01T00:00:00Z"}""")]
    [InlineData("""{"row":1,"attempt":1,"state":17,"host":"h","reserved_at":"2026-01-01T00:00:00Z"}""")]
    public async Task Reserve_OnARecordThatMakesNoSense_IsUncertain(string content)
    {
        foreach (IObjectStore store in (IObjectStore[])[_memory, FolderStorage.Open(_folder).State])
        {
            string name = StateLayout.Ledger("b", 1, 1);
            if (store is FolderStore folder)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder.Root, name))!);
                await File.WriteAllTextAsync(Path.Combine(folder.Root, name), content);
            }
            else
            {
                await store.PutAsync(name, Encoding.UTF8.GetBytes(content), "application/json", default);
            }

            LedgerEntry entry = await ReserveAsync(LedgerOn(store));

            Assert.False(entry.Owned);
            Assert.Equal(LedgerState.Uncertain, entry.Record.State);
            Assert.Equal(LedgerState.Uncertain, Assert.Single(await LedgerOn(store).ReadRowAsync(new LedgerPlace("b", 1), default)).State);
            Assert.True((await ReserveAsync(LedgerOn(store), most: 2)).Owned);
        }
    }

    [Fact]
    public async Task Release_OfAnAttemptThatMayHaveBeenAcceptedBefore_IsUncertainAgain()
    {
        Ledger ledger = LedgerOn(_memory);
        await ledger.MarkUncertainAsync(await ReserveAsync(ledger), "reset");
        LedgerEntry again = await ReserveAsync(ledger, most: 2);
        Assert.True(again.Owned);

        await ledger.ReleaseAsync(again, "too many requests");

        Assert.False((await ReserveAsync(ledger)).Owned);
        Assert.True((await ReserveAsync(ledger, most: 2)).Owned);
    }

    [Fact]
    public async Task Reserve_ForARowThatSharesTheRecord_NamesWhoPaysAndWithWhat()
    {
        RunComfyOptions api = new() { ApiToken = "secret-token", Model = "vendor/model" };
        Ledger ledger = new(Storage(_memory), HostIdentity.Current, _clock, NullLogger<Ledger>.Instance, api);

        LedgerRecord shared = (await ledger.ReserveAsync(new LedgerPlace("b", 1), 1, Stale, 1, default, new LedgerPlace("c", 7))).Record;
        LedgerRecord own = (await ledger.ReserveAsync(new LedgerPlace("b", 2), 1, Stale, 1, default, new LedgerPlace("b", 2))).Record;

        Assert.Equal(("c", 7, "vendor/model"), (shared.Batch, shared.BatchRow, shared.Model));
        Assert.Equal((null, null), (own.Batch, own.BatchRow));
        Assert.True(TokenPrint.Matches(shared.Token, "secret-token"));
        Assert.False(TokenPrint.Matches(shared.Token, "another-token"));
        Assert.DoesNotContain("secret-token", Encoding.UTF8.GetString(_memory.Content(StateLayout.Ledger("b", 1, 1))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadSegment_WithStrayNames_HasTheRecordsOfTheRowsThatAreWanted()
    {
        Ledger ledger = LedgerOn(_memory);
        for (int row = 1; row <= 3; row++)
            await ledger.MarkSubmittedAsync(await ReserveAsync(ledger, row), $"req-{row}");
        await ledger.ReserveAsync(new LedgerPlace("b", 2), 2, Stale, 1, default);
        foreach (string stray in (string[])["notes.txt", "x.json", "00000001.json", "abc.001.json", ".json"])
            await _memory.PutAsync(StateLayout.Ledger("b", 0) + stray, new byte[3], "", default);

        ILookup<int, LedgerRecord> records = await ledger.ReadSegmentAsync("b", 0, row => row != 3, default);

        Assert.Equal([(1, 1, "req-1"), (2, 1, "req-2"), (2, 2, null)], records.SelectMany(row => row).Select(record => (record.Row, record.Attempt, record.RequestId)));
    }

    [Fact]
    public async Task MarkSubmitted_ByAProcessTakenForDead_ResolvesTheUncertainRecord()
    {
        Ledger frozen = LedgerOn(_memory);
        LedgerEntry entry = await ReserveAsync(frozen);
        _clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(LedgerState.Uncertain, (await ReserveAsync(LedgerOn(_memory))).Record.State);

        await frozen.MarkSubmittedAsync(entry, "req-late");

        LedgerEntry known = await ReserveAsync(LedgerOn(_memory));
        Assert.Equal(("req-late", 1), (known.Record.RequestId, known.Record.Submissions));
    }

    [Fact]
    public async Task MarkSubmitted_WhenAnotherWasAccepted_KeepsTheFirstAndCountsBoth()
    {
        Ledger frozen = LedgerOn(_memory);
        LedgerEntry entry = await ReserveAsync(frozen);
        _clock.Advance(TimeSpan.FromMinutes(10));
        Ledger other = LedgerOn(_memory);
        await other.MarkSubmittedAsync(await ReserveAsync(other, most: 2), "req-2");

        await frozen.MarkSubmittedAsync(entry, "req-1");

        LedgerEntry known = await ReserveAsync(LedgerOn(_memory));
        Assert.Equal("req-2", known.Record.RequestId);
        Assert.Equal(3, known.Record.Submissions);
    }

    [Fact]
    public async Task Release_ByAProcessTakenForDead_LeavesTheUncertainRecord()
    {
        Ledger frozen = LedgerOn(_memory);
        LedgerEntry entry = await ReserveAsync(frozen);
        _clock.Advance(TimeSpan.FromMinutes(10));
        await ReserveAsync(LedgerOn(_memory));

        await frozen.ReleaseAsync(entry, "too old");

        Assert.False((await ReserveAsync(LedgerOn(_memory))).Owned);
    }

    [Fact]
    public async Task Reservations_InRandomInterleavingsOfHostsAndCrashes_AreAcceptedAtMostOnce()
    {
        for (int seed = 0; seed < 500; seed++)
            Assert.True(await AcceptedAsync(seed) <= 1, $"seed {seed} was paid twice");
    }

    // Several hosts work on one row; each step may be the last of its host; time jumps both ways; answers of writes get lost.
    private static async Task<int> AcceptedAsync(int seed)
    {
        Random random = new(seed);
        MemoryObjectStore memory = new();
        int accepted = 0;
        List<Func<Task>> turns = [];
        for (int host = 0; host < 4; host++)
        {
            FakeTimeProvider clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(random.Next(-300, 300)));
            FaultyStore store = new(memory) { Fault = _ => random.Next(8) == 0 ? StoreFault.After : StoreFault.None };
            HostIdentity identity = HostIdentity.Current with { ProcessId = random.Next(2) == 0 ? Environment.ProcessId : int.MaxValue - host };
            Ledger ledger = new(Storage(store), identity, clock, NullLogger<Ledger>.Instance);
            LedgerEntry? owned = null;
            bool posted = false, refused = false, dead = false;
            turns.Add(async () =>
            {
                if (dead || (dead = random.Next(12) == 0))
                    return;
                if (random.Next(4) == 0)
                    clock.Advance(TimeSpan.FromSeconds(random.Next(0, 120)));
                try
                {
                    if (owned is null)
                    {
                        LedgerEntry entry = await ledger.ReserveAsync(new LedgerPlace("b", 1), 1, Stale, 1, default);
                        owned = entry.Owned ? entry : null;
                        (posted, refused) = (false, false);
                    }
                    else if (!posted)
                    {
                        posted = true;
                        refused = random.Next(3) == 0;
                        accepted += refused ? 0 : 1;
                    }
                    else
                    {
                        LedgerEntry entry = owned;
                        owned = null;
                        Task<LedgerEntry> write = refused ? ledger.ReleaseAsync(entry, "refused") : random.Next(2) == 0 ? ledger.MarkUncertainAsync(entry, "reset") : ledger.MarkSubmittedAsync(entry, $"req-{accepted}");
                        await clock.PassUntilAsync(write, TimeSpan.FromSeconds(30));
                        await write;
                    }
                }
                catch (IOException)
                {
                    // The activity fails and is called again.
                }
            });
        }

        for (int step = 0; step < 60; step++)
            await turns[random.Next(turns.Count)]();
        return accepted;
    }

    private Ledger LedgerOn(IObjectStore store, HostIdentity? host = null) => new(Storage(store), host ?? HostIdentity.Current, _clock, NullLogger<Ledger>.Instance);

    private static PipelineStorage Storage(IObjectStore store) => new(store, store, store);

    private static Task<LedgerEntry> ReserveAsync(Ledger ledger, int row = 1, int most = 1) => ledger.ReserveAsync(new LedgerPlace("b", row), 1, Stale, most, default);

    [Fact]
    public async Task MarkSubmitted_StorageLibraryGivesUpAsIfCancelled_WritesTheRequestIdAllTheSame()
    {
        FaultyStore store = new(_memory);
        Ledger ledger = LedgerOn(store);
        LedgerEntry entry = await ReserveAsync(ledger);
        int tries = 0;
        store.Pause = () => ++tries <= 2 ? throw new TaskCanceledException("the storage client timed out") : Task.CompletedTask;

        Task<LedgerEntry> marking = ledger.MarkSubmittedAsync(entry, "req-1");
        while (!marking.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(5));
            await Task.Yield();
        }

        Assert.Equal("req-1", (await marking).Record.RequestId);
        Assert.Equal("req-1", (await ReserveAsync(LedgerOn(_memory))).Record.RequestId);
    }

    [Fact]
    public async Task Reserve_StorageLibraryGivesUpAsIfCancelled_TriesAgain()
    {
        FaultyStore store = new(_memory);
        int tries = 0;
        store.Pause = () => ++tries == 1 ? throw new TaskCanceledException("the storage client timed out") : Task.CompletedTask;
        Assert.True((await ReserveAsync(LedgerOn(store))).Owned);
    }
}
