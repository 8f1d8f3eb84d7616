using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Seedream.Core.Batches;
using Seedream.Core.Hosting;
using Seedream.Core.Storage;
using Seedream.Core.Tests.Support;

namespace Seedream.Core.Tests.Batches;

public sealed class BatchLeaseTests
{
    private static readonly HostIdentity Elsewhere = new("elsewhere", 7, "1");
    private static readonly HostIdentity Dead = HostIdentity.Current with { ProcessId = int.MaxValue };
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly MemoryObjectStore _store = new();

    [Fact]
    public async Task Acquire_WhileALivingHostHasIt_SaysWho()
    {
        await using BatchLease lease = await AcquireAsync(Elsewhere);
        Assert.Equal(Elsewhere.ToString(), (await Assert.ThrowsAsync<BatchHeldException>(() => AcquireAsync(HostIdentity.Current))).Host);
    }

    [Fact]
    public async Task Acquire_AfterItWasGivenBack_IsGrantedAtOnce()
    {
        await (await AcquireAsync(Elsewhere)).DisposeAsync();
        await using BatchLease lease = await AcquireAsync(HostIdentity.Current);
        Assert.False(lease.Lost.IsCancellationRequested);
    }

    [Fact]
    public async Task Acquire_FromAProcessThatDiedHere_IsGrantedAtOnce()
    {
        await using BatchLease died = await AcquireAsync(Dead);
        await using BatchLease lease = await AcquireAsync(HostIdentity.Current);
        Assert.True(await BatchLease.IsHeldAsync(Storage, "b", _clock, default));
    }

    [Fact]
    public async Task Acquire_ByManyAtOnceFromADeadProcess_IsGrantedToOne()
    {
        await using BatchLease died = await AcquireAsync(Dead);
        Task<BatchLease>[] all = [.. Enumerable.Range(0, 16).Select(_ => Task.Run(() => AcquireAsync(HostIdentity.Current)))];
        await Task.WhenAll(all.Select(task => task.ContinueWith(_ => { }, TaskScheduler.Default)));
        await using BatchLease won = await Assert.Single(all, task => task.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Lost_WhenAnotherTookItOver_IsCancelledAndItsDisposalLeavesTheOtherAlone()
    {
        BatchLease old = await AcquireAsync(Dead);
        await using BatchLease taken = await AcquireAsync(HostIdentity.Current);
        TaskCompletionSource lost = new();
        old.Lost.Register(lost.SetResult);
        await _clock.PassUntilAsync(lost.Task, TimeSpan.FromSeconds(1));
        await old.DisposeAsync();
        Assert.True(await BatchLease.IsHeldAsync(Storage, "b", _clock, default));
    }

    [Fact]
    public async Task Renewal_WhileStorageFails_IsTriedUntilItAnswers()
    {
        await using BatchLease lease = await AcquireAsync(Elsewhere);
        _store.Unusable = new StorageUnusableException("full");
        await AdvanceAsync(20);
        _store.Unusable = null;
        await AdvanceAsync(60);

        Assert.False(lease.Lost.IsCancellationRequested);
        Assert.True(await BatchLease.IsHeldAsync(Storage, "b", _clock, default));
    }

    private async Task AdvanceAsync(int seconds)
    {
        for (int i = 0; i < seconds; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            // Behind whatever the pool has to do first, however busy the machine is.
            for (int turn = 0; turn < 20; turn++)
                await Task.Run(static () => { });
        }
    }

    private PipelineStorage Storage => new(_store, _store, _store);

    private Task<BatchLease> AcquireAsync(HostIdentity host) => BatchLease.AcquireAsync(Storage, "b", host, _clock, NullLogger.Instance, default);
}
