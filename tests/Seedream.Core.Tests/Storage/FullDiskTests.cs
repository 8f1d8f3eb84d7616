using Seedream.Core.Storage;

namespace Seedream.Core.Tests.Storage;

public sealed class FullDiskTests
{
    private static CancellationToken None => CancellationToken.None;

    private static FolderStoreOptions NoMinimum { get; } = new() { MinimumFreeBytes = 0, ProbeLifetime = TimeSpan.Zero };

    [SmallDiskFact]
    public async Task Put_FullDisk_SaysSoAndHarmsNothing()
    {
        using SmallDisk disk = SmallDisk.Mount(2);
        var store = new FolderStore(disk.Path, NoMinimum);
        await store.PutAsync("small", "kept"u8.ToArray(), ContentTypes.Unknown, None);
        await store.PutAsync("filler", new byte[1_500_000], ContentTypes.Unknown, None);

        StorageUnusableException exception = await Assert.ThrowsAsync<StorageUnusableException>(
            () => store.PutAsync("small", new byte[1_000_000], ContentTypes.Unknown, None));
        Assert.Contains(disk.Path, exception.Message, StringComparison.Ordinal);
        Assert.Contains("full", exception.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StorageUnusableException>(() => store.TryCreateAsync("new", new byte[1_000_000], ContentTypes.Unknown, None));

        Assert.Equal("kept"u8.ToArray(), (await store.TryReadAsync("small", None))!.Content.ToArray());
        Assert.Empty(Directory.GetFiles(disk.Path, "*.tmp", SearchOption.AllDirectories));
        Assert.True(await store.DeleteAsync("filler", None));
        Assert.NotNull(await store.TryCreateAsync("new", new byte[1_000_000], ContentTypes.Unknown, None));
    }

    [SmallDiskFact]
    public async Task Writer_FullDisk_SaysSoAndLeavesNoTrace()
    {
        using SmallDisk disk = SmallDisk.Mount(2);
        var store = new FolderStore(disk.Path, NoMinimum);

        await using (ObjectWriter writer = await store.CreateWriterAsync("big", ContentTypes.Unknown, None))
        {
            await Assert.ThrowsAsync<StorageUnusableException>(async () =>
            {
                for (int i = 0; i < 4; i++)
                    await writer.Stream.WriteAsync(new byte[1 << 20], None);
                await writer.CommitAsync(None);
            });
        }

        Assert.Empty(await store.ListAsync("", None).ToListAsync());
        Assert.Empty(Directory.GetFiles(disk.Path, "*.tmp", SearchOption.AllDirectories));
        await store.EnsureWritableAsync(None);
    }

    [SmallDiskFact]
    public async Task EnsureWritable_FullDisk_SaysSo()
    {
        using SmallDisk disk = SmallDisk.Mount(2);
        var store = new FolderStore(disk.Path, NoMinimum);
        await store.EnsureWritableAsync(None);
        await Assert.ThrowsAsync<IOException>(() => File.WriteAllBytesAsync(Path.Combine(disk.Path, "filler"), new byte[4 << 20]));

        StorageUnusableException exception = await Assert.ThrowsAsync<StorageUnusableException>(() => store.EnsureWritableAsync(None));
        Assert.Contains("full", exception.Message, StringComparison.Ordinal);
    }

    [SmallDiskFact]
    public async Task ReadOnlyDisk_EveryWrite_SaysSo()
    {
        using SmallDisk disk = SmallDisk.Mount(2);
        await File.WriteAllTextAsync(Path.Combine(disk.Path, "kept"), "kept");
        disk.MakeReadOnly();
        var store = new FolderStore(disk.Path, NoMinimum);

        Func<Task>[] writes =
        [
            () => store.EnsureWritableAsync(None),
            () => store.PutAsync("kept", new byte[1], ContentTypes.Unknown, None),
            () => store.TryCreateAsync("new", new byte[1], ContentTypes.Unknown, None),
            () => store.CreateWriterAsync("new", ContentTypes.Unknown, None),
            () => store.DeleteAsync("kept", None),
        ];
        foreach (Func<Task> write in writes)
            Assert.Contains("read-only", (await Assert.ThrowsAsync<StorageUnusableException>(write)).Message, StringComparison.Ordinal);
        Assert.NotNull(await store.TryReadAsync("kept", None));
        // An old result must be readable where nothing can be written.
        Assert.Single(await store.ListAsync("", None).ToListAsync());
    }
}
