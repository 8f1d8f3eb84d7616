using Seedream.Core.Conducting;
using Seedream.Local.Serving;

namespace Seedream.Local.Tests.Serving;

public sealed class SharedWindowTests
{
    private static readonly TimeSpan Forever = TimeSpan.FromDays(1);

    [Fact]
    public async Task Take_WhenAlone_GetsEveryPlace()
    {
        SharedWindow window = new(8);

        IReadOnlyList<Job> granted = await TakeAsync(window, "posters", 1, 20);

        Assert.Equal(Enumerable.Range(1, 8), granted.Select(job => job.Row));
    }

    [Fact]
    public async Task Take_WhenPlacesBecomeFree_GivesThemToWhoHasFewest()
    {
        SharedWindow window = new(6);
        await TakeAsync(window, "first", 1, 6);
        Task<IReadOnlyList<Job>> more = TakeAsync(window, "first", 7, 6);
        Task<IReadOnlyList<Job>> second = TakeAsync(window, "second", 1, 6);

        window.Release("first", [1, 2, 3]);

        // Three places became free: the batch that had none has all three, so each has half.
        Assert.Equal([1, 2, 3], (await second).Select(job => job.Row));
        Assert.False(more.IsCompleted);
        window.Release("second", [1]);
        window.Release("first", [4]);
        Assert.Single(await more);
    }

    [Fact]
    public async Task Take_SingleJobs_CountAsOneParty()
    {
        SharedWindow window = new(4);
        await TakeAsync(window, Job(1), 1, 1);
        await TakeAsync(window, Job(2), 1, 1);
        await TakeAsync(window, "posters", 1, 2);
        Task<IReadOnlyList<Job>> third = TakeAsync(window, Job(3), 1, 1);
        Task<IReadOnlyList<Job>> poster = TakeAsync(window, "posters", 3, 1);

        // Both parties held two; the batch gives one back and so has the fewest.
        window.Release("posters", [1]);
        await poster;

        Assert.False(third.IsCompleted);
        window.ReleaseAll(Job(1));
        await third;
    }

    [Fact]
    public async Task Take_WhatIsHeldAlready_NeedsNoFurtherPlace()
    {
        SharedWindow window = new(2);
        await TakeAsync(window, "posters", 1, 2);

        IReadOnlyList<Job> again = await TakeAsync(window, "posters", 2, 2);

        Assert.Equal([2], again.Select(job => job.Row));
    }

    [Fact]
    public async Task Take_OutOfPatience_GrantsNothingAndLeavesNothingBehind()
    {
        SharedWindow window = new(1);
        await TakeAsync(window, "posters", 1, 1);

        Assert.Empty(await window.TakeAsync("cards", [new Job { Row = 1, Attempt = 1 }], TimeSpan.FromMilliseconds(1), TimeProvider.System));

        window.Release("posters", [1]);
        Assert.Single(await TakeAsync(window, "stamps", 1, 1));
    }

    [Fact]
    public async Task ReleaseAll_OfOneBatch_FreesItsPlacesAlone()
    {
        SharedWindow window = new(3);
        await TakeAsync(window, "posters", 1, 2);
        await TakeAsync(window, "cards", 1, 1);

        window.ReleaseAll("posters");
        window.ReleaseAll("posters");

        Assert.Equal(2, (await TakeAsync(window, "stamps", 1, 5)).Count);
    }

    private static string Job(int number) => FormattableString.Invariant($"job-{number:x20}");

    private static Task<IReadOnlyList<Job>> TakeAsync(SharedWindow window, string batch, int from, int count) =>
        window.TakeAsync(batch, [.. Enumerable.Range(from, count).Select(row => new Job { Row = row, Attempt = 1 })], Forever, TimeProvider.System);
}
