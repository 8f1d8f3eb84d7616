using Seedream.Core.Tests.Support;

namespace Seedream.Core.Tests.Collecting;

[Collection(Alone.Name)]
public sealed class CollectorMemoryTests
{
    [Fact]
    public async Task CollectAsync_64FilesOf16MegabytesAtOnce_AllocatesAFractionOfOne()
    {
        const int Size = 16 * 1024 * 1024;
        byte[] png = TestImages.Png(4704, 2016, Size);
        await using var files = new CollectFixture(TimeProvider.System);
        string url = files.Serve("/a", png);
        var store = new NullObjectStore();
        await files.CollectAsync(store, default, url);

        long before = GC.GetTotalAllocatedBytes(precise: true);
        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => files.CollectAsync(store, default, url)));
        long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

        Assert.Equal(65, store.Committed);
        // 64 transfers with two buffers of 64 KiB each, and their small change; the bytes themselves are a gigabyte.
        Assert.InRange(allocated, 0, 64L * 512 * 1024);
    }
}
