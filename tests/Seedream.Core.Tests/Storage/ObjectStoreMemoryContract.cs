using Seedream.Core.Storage;

namespace Seedream.Core.Tests.Storage;

/// <summary>The part of <see cref="ObjectStoreContract"/> that counts the process's memory, so nothing may run beside it.</summary>
public abstract class ObjectStoreMemoryContract
{
    /// <summary>A fresh, empty store.</summary>
    protected abstract IObjectStore Store { get; }

    [StoreFact]
    public async Task Writer_HundredsOfMegabytes_InConstantMemory()
    {
        byte[] chunk = new byte[64 << 10];
        const int chunks = 200 * 16;
        long before = GC.GetTotalAllocatedBytes(precise: true);
        await using (ObjectWriter writer = await Store.CreateWriterAsync("huge.bin", ContentTypes.Unknown, CancellationToken.None))
        {
            for (int i = 0; i < chunks; i++)
                await writer.Stream.WriteAsync(chunk, CancellationToken.None);
            await writer.CommitAsync(CancellationToken.None);
        }

        long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        Assert.Equal((long)chunks * chunk.Length, (await Store.TryGetInfoAsync("huge.bin", CancellationToken.None))!.Length);
        Assert.InRange(allocated, 0, 80L << 20);
    }
}
